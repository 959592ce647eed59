/** A rule that waits for a parameter: it asks nothing, reads nothing, and says so. */
import { describe, expect, it } from 'vitest';
import { compileRules } from '../../src/audit.ts';
import { findings, rulebook } from '../evaluate/rule.ts';

const waiting = (names: string) =>
  `for: logGroup\nparams: { groups: { type: list, default: ${names} } }\nonlyWith: groups\nwhere: { name: { like: $groups } }\nassert: { retentionDays: { exists: true } }`;

describe('a rule with onlyWith', () => {
  it('asks nobody while the list is empty, says so in every account, and reads nothing', () => {
    const accounts = [{ id: '111122223333' }, { id: '444455556666' }];
    const found = findings(waiting('[]'), { accounts, logGroups: [{ name: 'app' }] });
    expect(found.map(({ account, verdict }) => [account, verdict])).toEqual([
      ['111122223333', 'notApplicable'],
      ['444455556666', 'notApplicable'],
    ]);
    expect(found[0]?.message).toBe('Nothing is asked until the parameter groups of test.rule names something.');
    expect(rulebook(waiting('[]')).rules[0]?.needs).toEqual({ subjects: [], relations: [], fields: [] });
  });

  it('asks as any other once the list names something', () => {
    const found = findings(waiting("['app*', shop]"), {
      logGroups: [{ name: 'app-1' }, { name: 'shop', retentionDays: 1 }, { name: 'shop-2' }],
    });
    expect(found.map(({ resourceName, verdict }) => [resourceName, verdict])).toEqual([
      ['app-1', 'fail'],
      ['shop', 'pass'],
    ]);
    expect(rulebook(waiting('[a]')).rules[0]?.needs.subjects).toEqual(['logGroup']);
  });

  it('is not said to be right where nothing could be read', () => {
    expect(findings(waiting('[]'), { logGroups: '$denied' }).map(({ verdict }) => verdict)).toEqual(['notApplicable']);
    expect(findings(waiting('[a]'), { logGroups: '$denied' }).map(({ verdict }) => verdict)).toEqual(['unknown']);
  });

  it.each(['days', 'other'])('must name a list: %s', (name) => {
    const text = `id: test.rule\ntitle: A rule\nseverity: low\nfor: logGroup\nparams: { days: { type: integer, default: 1 } }\nonlyWith: ${name}\nassert: { retentionDays: { atLeast: $days } }\n`;
    expect(() => compileRules([{ file: 'a.yaml', text }])).toThrow(
      `a.yaml:6:11: onlyWith must name a list parameter of the rule, not the text "${name}"`,
    );
  });
});
