/** `targetsExist`: the topics, functions and log groups that something sends to are there. */
import { functionPlace } from '../kinds/functions-invoked.ts';
import { logGroupPlace } from '../kinds/log-group.ts';
import { parseArn } from '../model/arn.ts';
import type { Want } from '../model/collect.ts';
import type { CheckWord, Outcome } from '../model/outcome.ts';
import type { Gap, Resource } from '../model/resource.ts';
import { called, enumerate, lead, plural, spoken } from '../model/words.ts';
import type { World } from '../model/world.ts';

/** Kind -> the field that holds the ARNs it sends to, and the relations that read what can be read of them. */
const SENDS: Readonly<Record<string, { readonly field: string; readonly relations: readonly string[] }>> = {
  alarm: { field: 'actions', relations: ['topics', 'functions'] },
  eventRule: { field: 'targets', relations: ['topics', 'functions', 'logGroups'] },
};

export const targetsExist: CheckWord = {
  word: 'targetsExist',
  about:
    'Every topic and every function that an alarm or an EventBridge rule sends to exists, and so does every log group of a rule; what else it sends to is not looked for.',
  kinds: Object.keys(SENDS),
  schema: { const: true, description: 'Always true: write targetsExist: true.' },
  needs: (_input, kind) => ({ relations: SENDS[kind]?.relations ?? [], fields: [] }),
  mistakes: (input) =>
    input === true ? [] : [{ path: [], message: 'targetsExist must be true', hint: 'targetsExist: true' }],
  check(subject, _input, { world }, at): Outcome {
    const { field = '' } = SENDS[subject.kind] ?? {};
    const base = { rule: at, resource: subject.id, field, expected: 'targets that exist' };
    const datum = world.field(subject, field);
    if (!datum.known) {
      const text = `${called(subject)}: ${field} could not be read (${lead(datum.gap)})`;
      return { verdict: 'unknown', reason: { verdict: 'unknown', text, gaps: [datum.gap.id], ...base } };
    }
    const arns = [...new Set((Array.isArray(datum.value) ? datum.value : []).map(String))];
    const looked = arns.flatMap((arn) => lookedFor(world, subject, arn));
    const { verdict, text, gaps } = said(subject, looked);
    return { verdict, reason: { verdict, text, ...base, ...(gaps.length > 0 ? { gaps } : {}) } };
  },
};

interface Looked {
  readonly arn: string;
  readonly kind: string;
  readonly isThere: boolean;
  /** Why that is not known. */
  readonly gap: Gap | null;
}

/** None for what is not looked for. */
function lookedFor(world: World, subject: Resource, arn: string): readonly Looked[] {
  const place = placeOf(subject, arn);
  if (!place) return [];
  const { id, want } = place;
  const isThere = world.resource(want.kind, id) !== undefined;
  return [{ arn, kind: want.kind, isThere, gap: isThere ? null : world.missing(want) }];
}

/** What an ARN is the ARN of, without version or wildcard, and the list it would stand in. */
function placeOf(subject: Resource, arn: string): { readonly id: string; readonly want: Want } | null {
  const place = parseArn(arn);
  if (place?.service === 'sns') {
    return { id: arn, want: { kind: 'topic', account: place.account, region: place.region, within: arn } };
  }
  const group = SENDS[subject.kind]?.relations.includes('logGroups') ? logGroupPlace(arn) : null;
  if (group) return { id: arn.replace(/:\*$/, ''), want: { kind: 'logGroup', ...group } };
  return functionPlace(arn);
}

function said(subject: Resource, looked: readonly Looked[]) {
  const absent = looked.filter(({ isThere, gap }) => !isThere && gap === null);
  const hidden = looked.flatMap(({ gap }) => gap ?? []);
  const [gap] = hidden;
  if (absent.length > 0) {
    const names = enumerate(absent.map(({ kind, arn }) => `the ${spoken(kind)} ${arn}`));
    return {
      verdict: 'fail',
      text: `${called(subject)} sends to ${names}, which ${absent.length === 1 ? 'does' : 'do'} not exist`,
      gaps: [],
    } as const;
  }
  if (gap) {
    const text = `whether all that ${called(subject)} sends to exists is not known (${lead(gap)})`;
    return { verdict: 'unknown', text, gaps: hidden.map(({ id }) => id) } as const;
  }
  const text =
    looked.length === 0
      ? `${called(subject)} sends to no topic, function or log group`
      : `${called(subject)} sends to ${plural(looked.length, 'target')} looked for, all there`;
  return { verdict: 'pass', text, gaps: [] } as const;
}
