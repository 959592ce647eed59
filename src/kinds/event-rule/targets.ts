/** Where an EventBridge rule sends what it matches, and as whom ("ListTargetsByRule"). Of a rule that matches neither CloudTrail events nor alarms nobody is asked. */
import type { EventPattern } from '../../languages/event-pattern/index.ts';
import { mayMatchStateChange, parseEventPattern } from '../../languages/event-pattern/index.ts';
import { centralRegion, parseArn } from '../../model/arn.ts';
import type { Answer, Caller, Draft } from '../../model/collect.ts';
import type { Value } from '../../model/value.ts';
import { isObject } from '../../model/value.ts';
import type { Detail, Field, Relation } from '../kind.ts';
import { text, texts } from '../kind.ts';

export const targetFields: Readonly<Record<string, Field>> = {
  targets: {
    type: 'list',
    about: 'ARNs of its targets; unset where its pattern matches neither CloudTrail events nor alarms.',
    read: 'targets',
  },
  roles: {
    type: 'object',
    about:
      'ARN of a target -> execution roles, by whose leave EventBridge sends there; null among them, or no entry: by its own.',
    read: 'targets',
  },
  rewritten: {
    type: 'list',
    about: 'ARNs of targets to which it sends something made of the event, or a constant, in place of the event.',
    read: 'targets',
  },
};

export const targetRelations: Readonly<Record<string, Relation>> = {
  topics: {
    kind: 'topic',
    many: true,
    about: 'SNS topics among its targets.',
    by: ['targets'],
    from: ({ fields }) => targetsAt('sns', fields['targets']),
    to: (candidate) => [candidate.id],
    wants: ({ fields }) =>
      targetsAt('sns', fields['targets']).flatMap((within) => {
        const place = parseArn(within);
        return place ? [{ kind: 'topic', account: place.account, region: place.region, within }] : [];
      }),
  },
  buses: {
    kind: 'eventBus',
    many: true,
    about: 'Event buses among its targets.',
    by: ['targets'],
    from: ({ fields }) => targetsAt('events', fields['targets']),
    to: (candidate) => [candidate.id],
    wants: ({ fields }) =>
      targetsAt('events', fields['targets']).flatMap((arn) => {
        const place = parseArn(arn);
        return place ? [{ kind: 'eventBus', account: place.account, region: place.region }] : [];
      }),
  },
  executionRoles: {
    kind: 'role',
    many: true,
    about: 'Roles as which it sends to topics and event buses.',
    by: ['roles'],
    from: ({ fields }) => rolesToRead(fields['roles']),
    to: (candidate) => [candidate.id],
    wants: ({ fields }) => rolesToRead(fields['roles']).flatMap((arn) => roleWant(arn) ?? []),
  },
};

/** The list that a role would stand in; null where the text is no ARN. */
function roleWant(within: string) {
  const place = parseArn(within);
  return place && { kind: 'role', account: place.account, region: centralRegion(place.partition), within };
}

/** Only where the role decides whether anybody is told. */
function rolesToRead(roles: Value | undefined): readonly string[] {
  const found = Object.entries(isObject(roles) ? roles : {}).filter(([arn]) => isService(arn, ['sns', 'events']));
  return [...new Set(found.flatMap(([, each]) => texts(each)))];
}

function targetsAt(service: string, targets: Value | undefined): readonly string[] {
  return [...new Set(texts(targets).filter((arn) => isService(arn, [service])))];
}

/** Of EventBridge's own targets, event buses alone: an API destination has its ARN as well. */
function isService(arn: string, services: readonly string[]): boolean {
  const { service = '', name = '' } = parseArn(arn) ?? {};
  return services.includes(service) && (service !== 'events' || name.startsWith('event-bus/'));
}

const CALLS = { calls: ['eventbridge:ListTargetsByRule'], actions: ['events:ListTargetsByRule'] } as const;

export const targetsDetail: Detail = {
  ...CALLS,
  async read(resource, aws) {
    // Where a rule sends what is no matter of audit logging is not asked.
    if (!mayTell(resource.fields['pattern'] ?? null))
      return { answer: null, fields: { targets: null, roles: null, rewritten: null } };
    const targets = await targetsOf(resource, aws);
    return {
      answer: targets,
      fields: {
        targets: targets.map(({ Arn }) => Arn ?? null),
        roles: rolesOf(targets),
        rewritten: targets.filter(isRewritten).map(({ Arn }) => Arn ?? null),
      },
    };
  },
};

export const otherTargetsDetail: Detail = {
  ...CALLS,
  async read(resource, aws) {
    const { state, pattern, managedBy } = resource.fields;
    // What a service made for itself, and what is switched off, is nobody's mistake.
    const isOwn = state !== 'DISABLED' && (managedBy ?? null) === null;
    if (!isOwn || mayTell(pattern ?? null)) return { answer: null, fields: { otherTargets: null } };
    const targets = await targetsOf(resource, aws);
    return { answer: targets, fields: { otherTargets: targets.map(({ Arn }) => Arn ?? null) } };
  },
};

async function targetsOf(rule: Draft, aws: Caller): Promise<readonly Answer[]> {
  const bus = text(rule.fields['bus']);
  const input = bus === null ? { Rule: rule.name } : { Rule: rule.name, EventBusName: bus };
  const targets: Answer[] = [];
  for await (const page of aws.list(rule, 'eventbridge:ListTargetsByRule', input, 'Targets')) targets.push(...page);
  return targets;
}

/** One topic may be a target twice, with a role and without. */
function rolesOf(targets: readonly Answer[]): Readonly<Record<string, Value>> {
  const arns = [...new Set(targets.flatMap(({ Arn, RoleArn }) => (text(RoleArn) === null ? [] : [String(Arn)])))];
  const rolesAt = (arn: string) => targets.flatMap(({ Arn, RoleArn }) => (Arn === arn ? [text(RoleArn)] : []));
  return Object.fromEntries(arns.map((arn) => [arn, rolesAt(arn)]));
}

function isRewritten({ Input, InputPath, InputTransformer }: Answer): boolean {
  return [Input, InputPath, InputTransformer].some((each) => each !== undefined && each !== null);
}

/** Whether a pattern can match an event that CloudTrail makes, or an alarm; what is not understood may. */
function mayTell(pattern: Value): boolean {
  if (typeof pattern !== 'string') return false;
  const parsed = parseEventPattern(pattern);
  return !parsed.ok || mayMatchRecords(parsed.pattern) || mayMatchStateChange(parsed.pattern);
}

function mayMatchRecords({ entries }: EventPattern): boolean {
  const types = entries.flatMap((entry) =>
    entry.type === 'field' && entry.path === 'detail-type' && entry.uncertain === undefined ? [entry] : [],
  );
  // Only plain texts are sure to leave everything else out.
  return types.every(({ alternatives }) =>
    alternatives.some((each) => each.type !== 'text' || / via CloudTrail$/.test(each.text)),
  );
}
