/** Every small way in which a rule can be wrong: which there are, where they stand, and what they do. */
import { describe, expect, it } from 'vitest';
import { compileRules } from '../../src/audit.ts';
import { vocabulary } from '../../src/checks/vocabulary.ts';
import type { Rule } from '../../src/model/rule.ts';
import { mutateRules } from '../../src/rule-tests.ts';
import { mutantsOf } from '../../src/rulebook/mutants/index.ts';

function filesOf(body: string) {
  return [
    { file: 'x.yaml', text: `id: x.y\ntitle: A rule\nseverity: low\n${body}\n` },
    {
      file: 'e.yaml',
      text: `id: s3.Gone\ntitle: Gone\nrecordedIn: every\nrecords: { eventName: Gone }\nsamples: [{ name: gone, record: { eventSource: s3.amazonaws.com, eventName: Gone } }]\n`,
    },
  ];
}

function ruleOf(body: string): Rule {
  const [rule] = compileRules(filesOf(body)).rules;
  if (!rule) throw new Error('there is no rule');
  return rule;
}

const named = (body: string) => mutantsOf(ruleOf(body), vocabulary).map(({ what }) => what);
/** Those of every rule but for accounts. */
const OF_NONE = ['ifNone is fail', 'ifNone is pass'];

describe('the mutants of', () => {
  it.each<readonly [what: string, body: string, mutants: readonly string[]]>([
    [
      'a switch are that nobody asks, and that the opposite is asked',
      'for: trail\nassert: { logging: true }',
      ['logging: is true is left out', 'logging: is true is turned around', ...OF_NONE],
    ],
    [
      'a limit are its neighbours as well',
      'for: logGroup\nassert: { retentionDays: { atLeast: 30 } }',
      [
        'retentionDays: atLeast 30 is left out',
        'retentionDays: atLeast 30 is turned around',
        'retentionDays: atLeast 30 is moved up by one',
        'retentionDays: atLeast 30 is moved down by one',
        ...OF_NONE,
      ],
    ],
    [
      'an enumeration are one value more, or one less where several are named',
      'for: trail\nassert: { managementEvents: { in: [all, readOnly] } }',
      [
        'managementEvents: in "all", "readOnly" is left out',
        'managementEvents: in "all", "readOnly" is turned around',
        'managementEvents: in "all", "readOnly" names writeOnly as well',
        'managementEvents: in "all", "readOnly" names none as well',
        'managementEvents: in "all", "readOnly" no longer names all',
        'managementEvents: in "all", "readOnly" no longer names readOnly',
        ...OF_NONE,
      ],
    ],
    [
      'a quantifier are the two others',
      'for: account\nassert: { trails: { some: { logging: true } } }',
      [
        'trails: some is left out',
        'trails: some is turned around',
        'trails: some is every',
        'trails: some is none',
        'logging: is true is left out',
        'logging: is true is turned around',
      ],
    ],
    [
      'a count are its bounds and its condition',
      'for: account\nassert: { trails: { count: { atLeast: 2, where: { logging: true } } } }',
      [
        'trails: count is left out',
        'trails: count is turned around',
        'the number of trails: atLeast 2 is moved up by one',
        'the number of trails: atLeast 2 is moved down by one',
        'logging: is true is left out',
        'logging: is true is turned around',
      ],
    ],
    [
      'alternatives are that both must hold',
      'for: trail\nassert: { any: [{ logging: true }, { not: { multiRegion: true } }] }',
      [
        'any is all',
        'logging: is true is left out',
        'logging: is true is turned around',
        'not is left out',
        'multiRegion: is true is left out',
        'multiRegion: is true is turned around',
        ...OF_NONE,
      ],
    ],
    [
      'what selects and what exempts are left out and changed',
      'for: topic\nwhere: { fifo: true }\nexcept: [{ name: x, because: y }]\nassert: { kmsKey: { exists: true } }',
      [
        'kmsKey: exists true is left out',
        'kmsKey: exists true is turned around',
        'where is left out',
        'fifo: is true is left out',
        'fifo: is true is turned around',
        'the exemption is left out',
        'name: is "x" is left out',
        'name: is "x" is turned around',
        ...OF_NONE,
      ],
    ],
    [
      'alertsOn are what else counts as told, and its versions and numbers',
      "for: account\nassert: { alertsOn: { events: [s3.Gone], atLeast: 3, within: 4m, asOf: '3.0' } }",
      [
        'alertsOn is left out',
        'alertsOn is turned around',
        'alertsOn: reaches is action',
        'alertsOn: asOf is 0',
        'alertsOn: asOf is left out',
        'alertsOn: atLeast is one more',
        'alertsOn: atLeast is one less',
      ],
    ],
    [
      'alarmsOn are the other side, other alarms that will do, and a value more or less',
      'for: instance\nassert: { alarmsOn: { namespace: Shop, metric: Depth, dimensions: { InstanceId: { field: instanceId } }, when: above, raisedAt: 1, statistic: [Sum, Maximum], unit: Count } }',
      [
        'alarmsOn is left out',
        'alarmsOn is turned around',
        'alarmsOn: when is below',
        'alarmsOn: reaches is action',
        'alarmsOn: raisedAt is left out',
        'alarmsOn: statistic is left out',
        'alarmsOn: unit is left out',
        'alarmsOn: statistic without Sum',
        'alarmsOn: statistic without Maximum',
        'alarmsOn: dimensions without InstanceId',
        'alarmsOn: raisedAt is one more',
        'alarmsOn: raisedAt is one less',
        ...OF_NONE,
      ],
    ],
    [
      'a parameter are that it has no effect, and other defaults',
      'for: trail\nparams: { age: { type: duration, default: 2h } }\nassert: { deliveredAt: { within: $age } }',
      [
        'deliveredAt: within 2h is left out',
        'deliveredAt: within 2h is turned around',
        'deliveredAt: within 2h is moved up by a minute',
        'deliveredAt: within 2h is moved down by a minute',
        ...OF_NONE,
        'the parameter age has no effect',
        'the parameter age is "121m" unless it is set',
        'the parameter age is "119m" unless it is set',
      ],
    ],
  ])('%s', (_what, body, mutants) => {
    expect(named(body)).toEqual(mutants);
  });

  it('a rule stand where its text stands', () => {
    const [first] = mutantsOf(ruleOf('for: trail\nassert:\n  logging: true'), vocabulary);
    expect(first?.at).toMatchObject({ file: 'x.yaml', line: 6, column: 3 });
  });
});

describe('a mutant', () => {
  const fates = (body: string) => {
    const files = filesOf(body);
    const mutants = mutateRules(compileRules(files), (params) => compileRules(files, params ? { params } : {}));
    return Object.fromEntries(mutants.map(({ what, killedBy }) => [what, killedBy]));
  };
  const BOUNDARY =
    'for: logGroup\nparams: { days: { type: integer, minimum: 30, default: 30 } }\nassert: { retentionDays: { atLeast: $days } }\ntests:\n';

  it('survives where no test comes near it', () => {
    const tests = `  - { name: long, given: { logGroups: [{ retentionDays: 90 }] }, expect: pass }
  - { name: short, given: { logGroups: [{ retentionDays: 7 }] }, expect: fail }
  - { name: none, given: { logGroups: [] }, expect: notApplicable }`;
    expect(fates(BOUNDARY + tests)).toEqual({
      'retentionDays: atLeast 30 is left out': 'short',
      'retentionDays: atLeast 30 is turned around': 'long',
      'retentionDays: atLeast 30 is moved up by one': null,
      'retentionDays: atLeast 30 is moved down by one': null,
      'ifNone is fail': 'none',
      'ifNone is pass': 'none',
      'the parameter days has no effect': null,
      'the parameter days is 31 unless it is set': null,
    });
  });

  it('is killed by the case at the limit', () => {
    const tests = `  - { name: exactly, given: { logGroups: [{ retentionDays: 30 }] }, expect: pass }
  - { name: a day less, given: { logGroups: [{ retentionDays: 29 }] }, expect: fail }
  - { name: set, params: { days: 60 }, given: { logGroups: [{ retentionDays: 59 }] }, expect: fail }`;
    expect(fates(BOUNDARY + tests)).toMatchObject({
      'retentionDays: atLeast 30 is moved up by one': 'exactly',
      'retentionDays: atLeast 30 is moved down by one': 'a day less',
      'the parameter days has no effect': 'set',
      'the parameter days is 31 unless it is set': 'exactly',
    });
  });
});
