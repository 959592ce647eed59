/** What rules need becomes a tree of what to read. */
import { describe, expect, it } from 'vitest';
import { compileRules } from '../../../src/audit.ts';
import { kinds } from '../../../src/kinds/index.ts';
import type { Reads } from '../../../src/sources/aws/reads.ts';
import { calledOtherwise, readsOf } from '../../../src/sources/aws/reads.ts';
import { shippedRules } from '../../../src/sources/files.ts';

type Plain = { readonly [name: string]: Plain | string };

/** A tree as data: relations by name, fields under `fields`. */
function plain({ fields, relations }: Reads): Plain {
  const inner = Object.fromEntries([...relations].map(([name, reads]) => [name, plain(reads)]));
  return fields.size === 0 ? inner : { fields: [...fields].sort().join(' '), ...inner };
}

function treeOf(rules: string | readonly string[], kind: string): Plain | undefined {
  const book = compileRules(shippedRules());
  const needs = book.rules.filter(({ id }) => rules.includes(id)).map((each) => each.needs);
  const root = readsOf(needs, kinds).get(kind);
  return root && plain(root);
}

describe('the tree of reads', () => {
  it('follows the chain of an alarm rule from the account, and nothing beside it', () => {
    const told = { topics: { subscriptions: { fields: 'filterPolicy' }, key: { fields: 'policy state' } } };
    // Alarms may tell by way of composite alarms, and EventBridge rules beside them.
    const ofAlarm = { ...told, muteRules: {} };
    const alarms = { ...ofAlarm, composites: { ...ofAlarm, composites: { ...ofAlarm, composites: ofAlarm } } };
    // A rule sends by itself or as a role, to topics or to a bus on which other rules stand, and no further.
    const executionRoles = { fields: 'attached policies', attachedPolicies: {} };
    const ofRule = { fields: 'roles targets', ...told, executionRoles };
    expect(treeOf('alarm.s3-bucket-deleted', 'account')).toEqual({
      trails: {
        fields: 'logging logsDeliveryError selectors',
        logGroup: { metricFilters: { alarms }, logAlarms: alarms },
      },
      eventRules: { ...ofRule, buses: { rules: ofRule, ownRules: ofRule } },
    });
  });

  it('hangs subjects that only relations lead to below these relations', () => {
    expect(treeOf('topic.has-confirmed-subscriber', 'alarm')).toEqual({
      topics: { subscriptions: { fields: 'confirmed protocol' } },
    });
    // Where a rule sends events takes a call of its own, and leads to topics, also by the rules of another bus.
    const ofRule = { fields: 'targets', topics: { subscriptions: { fields: 'confirmed protocol' } } };
    expect(treeOf('topic.has-confirmed-subscriber', 'eventRule')).toEqual({
      ...ofRule,
      buses: { rules: ofRule, ownRules: ofRule },
    });
    expect(treeOf('topic.has-confirmed-subscriber', 'topic')).toBeUndefined();
  });

  it('reads the log groups of trails, and no others, for a rule that asks about those alone', () => {
    expect(treeOf('logs.retention', 'trail')).toEqual({ logGroup: { fields: 'retentionDays', trails: {} } });
    expect(treeOf('logs.retention', 'logGroup')).toBeUndefined();
  });

  it('asks of the keys that something names what a rule on those needs, and of all others what a rule on all needs', () => {
    const rules = ['kms.every-key-rotated', 'kms.key-rotation'];
    const rotated = 'managedBy origin rotationEnabled rotationPeriodDays spec';
    expect(treeOf(rules, 'kmsKey')).toEqual({ fields: `enabled ${rotated}` });
    expect(treeOf(rules, 'trail')).toMatchObject({
      key: { fields: `enabled knownAs ${rotated}`, trails: {}, logGroups: { trails: {} } },
    });
  });

  it('knows of which kinds something is found by another name', () => {
    const book = compileRules(shippedRules());
    const of = (...ids: readonly string[]) =>
      calledOtherwise(
        readsOf(
          book.rules.filter(({ id }) => ids.includes(id)).map(({ needs }) => needs),
          kinds,
        ),
        kinds,
      );
    expect([...of('kms.every-key-rotated')]).toEqual([]);
    expect([...of('kms.every-key-rotated', 'kms.key-rotation')]).toEqual(['kmsKey']);
    expect([...of('alarm.s3-bucket-deleted')]).toEqual(['kmsKey']);
  });
});
