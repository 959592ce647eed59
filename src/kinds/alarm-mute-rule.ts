/** A rule that mutes alarms at certain hours: they change their state, and their actions do not run ("Alarm mute rules", CloudWatch User Guide). */
import { parseArn } from '../model/arn.ts';
import type { Answer, Caller, Draft, Want } from '../model/collect.ts';
import { malformed, Unread } from '../model/collect.ts';
import type { Value } from '../model/value.ts';
import { isObject } from '../model/value.ts';
import type { ExamplePlace, Given, Made } from './example.ts';
import { arnOf, nameOf } from './example.ts';
import type { Kind } from './kind.ts';
import { list, text } from './kind.ts';
import { drafted } from './listing.ts';

const CALLS = { list: 'cloudwatch:ListAlarmMuteRules', rule: 'cloudwatch:GetAlarmMuteRule' } as const;

export const alarmMuteRule: Kind = {
  name: 'alarmMuteRule',
  example,
  about: 'A rule that mutes the actions of alarms at certain hours; those that have expired are not listed.',
  population: 'region',
  fields: {
    name: { type: 'string', about: 'Name.', read: 'list' },
    status: {
      type: 'string',
      about: 'Whether it mutes now, will do so, or never again.',
      values: ['ACTIVE', 'SCHEDULED', 'EXPIRED'],
      read: 'list',
    },
    expires: { type: 'time', about: 'When it mutes no longer; unset: never.', read: 'list' },
    starts: { type: 'time', about: 'Before this it mutes nothing; unset: since it was made.', read: 'list' },
    alarms: { type: 'list', about: 'Names of the alarms it mutes, of its account and region.', read: 'list' },
    schedule: {
      type: 'string',
      about: 'When a mute begins: `cron(Minutes Hours Day-of-month Month Day-of-week)` or `at(yyyy-MM-ddThh:mm)`.',
      read: 'list',
    },
    duration: { type: 'string', about: 'How long each mute lasts, as in `PT4H`.', read: 'list' },
    timezone: { type: 'string', about: 'Time zone of its schedule; unset: UTC.', read: 'list' },
  },
  relations: {},
  list: {
    // Which alarms a rule names stands in no list, and which rules name an alarm would take a call for each alarm.
    calls: [CALLS.list, CALLS.rule],
    actions: [CALLS.list, CALLS.rule],
    async *read(want, aws) {
      const input = { Statuses: ['ACTIVE', 'SCHEDULED'], MaxRecords: 100 };
      try {
        for await (const page of aws.list(want, CALLS.list, input, 'AlarmMuteRuleSummaries')) {
          const drafts = await Promise.all(page.map((item) => draft(item, want, aws)));
          yield drafts.flatMap((each) => each ?? []);
        }
      } catch (error) {
        // Where CloudWatch does not know mute rules yet, there are none.
        if (!(error instanceof Unread && error.code === 'UnknownOperationException')) throw error;
      }
    },
  },
  details: {},
};

/** Null where it was deleted meanwhile. */
async function draft(item: Answer, want: Want, aws: Caller): Promise<Draft | null> {
  const id = text(item['AlarmMuteRuleArn']);
  const name = id === null ? null : nameIn(id);
  if (id === null || name === null) throw malformed(CALLS.list, 'a mute rule without an ARN');
  const answer = await aws.call(want, CALLS.rule, { AlarmMuteRuleName: name }).catch((error: unknown) => {
    if (error instanceof Unread && error.code === 'ResourceNotFoundException') return null;
    throw error;
  });
  return answer && drafted(want, CALLS.rule, { id, name, fields: { name, ...saidIn(answer) } }, answer);
}

function saidIn(answer: Answer): Readonly<Record<string, Value>> {
  const { Rule: rule, MuteTargets: targets } = answer;
  const schedule = isObject(rule) ? rule['Schedule'] : null;
  if (!isObject(schedule)) throw malformed(CALLS.rule, 'a mute rule without a schedule');
  return {
    status: text(answer['Status']),
    expires: text(answer['ExpireDate']),
    starts: text(answer['StartDate']),
    alarms: isObject(targets) ? list(targets['AlarmNames']) : [],
    schedule: text(schedule['Expression']),
    duration: text(schedule['Duration']),
    timezone: text(schedule['Timezone']),
  };
}

/** `arn:aws:cloudwatch:region:account:alarm-mute-rule:name`. */
function nameIn(id: string): string | null {
  const rest = parseArn(id)?.name ?? '';
  return text(rest.slice(rest.indexOf(':') + 1));
}

function example(given: Given, place: ExamplePlace): Made {
  const name = nameOf(given, 'maintenance');
  return {
    id: arnOf(place, 'cloudwatch', `alarm-mute-rule:${name}`),
    name,
    fields: {
      status: 'SCHEDULED',
      expires: null,
      starts: null,
      alarms: [],
      schedule: 'cron(0 2 * * SUN)',
      duration: 'PT4H',
      timezone: null,
      ...given,
      name,
    },
    shortForms: [],
  };
}
