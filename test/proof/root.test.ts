/** The root user is that of the account asked about: what is proved of one account is not taken for proved of another. */
import { expect, it } from 'vitest';
import { compileRules, shippedRules } from '../../src/index.ts';
import { kinds } from '../../src/kinds/index.ts';
import { openWorld } from '../../src/kinds/world.ts';
import type { Value } from '../../src/model/value.ts';
import { prove } from '../../src/proof/prove.ts';
import { ACCOUNT, HEALTHY, snapshotOf } from './healthy.ts';

const OTHER = '444455556666';
const events = compileRules(shippedRules()).events.get('account.RootUsage');

/** The verdict on each account, all of whose filters are the same, and in whichever order they are asked about. */
function verdicts(pattern: string, order: readonly string[]): Readonly<Record<string, string>> {
  if (!events) throw new Error('there is no such class');
  const both = (each: Readonly<Record<string, Value>>): readonly Value[] => [each, { ...each, account: OTHER }];
  const snapshot = snapshotOf({
    accounts: [{ id: ACCOUNT }, { id: OTHER }],
    ...Object.fromEntries(Object.entries(HEALTHY).map(([kind, list]) => [kind, list.flatMap(both)])),
    metricFilters: both({ name: 'deleted', pattern }),
  });
  const world = openWorld(snapshot, kinds);
  return Object.fromEntries(
    order.map((id) => {
      const account = world.resource('account', id);
      if (!account) throw new Error(`there is no account ${id}`);
      return [
        id,
        prove(events, account, { world, reaches: 'confirmedSubscriber', ordinary: [], burst: undefined }).truth,
      ];
    }),
  );
}

it.each<readonly [what: string, clause: string, one: string, other: string]>([
  ['by its ARN', `$.userIdentity.arn = "arn:aws:iam::${ACCOUNT}:root"`, 'true', 'false'],
  ['by the ARN of the other', `$.userIdentity.arn = "arn:aws:iam::${OTHER}:root"`, 'false', 'true'],
  ['by its number', `$.userIdentity.principalId = "${ACCOUNT}"`, 'true', 'false'],
  ['by how its number begins', `$.userIdentity.accountId = "${ACCOUNT.slice(0, 3)}*"`, 'true', 'false'],
  ['by any ARN of a root user', '$.userIdentity.arn = "*:root"', 'true', 'true'],
  ['by either ARN', '$.userIdentity.arn = %^arn:aws:iam::[14]%', 'true', 'true'],
  ['by what it is called', '$.userIdentity.type = "Root"', 'true', 'true'],
])('told of the root user %s', (_what, clause, one, other) => {
  const pattern = `{ ${clause} }`;
  expect(verdicts(pattern, [ACCOUNT, OTHER])).toEqual({ [ACCOUNT]: one, [OTHER]: other });
  expect(verdicts(pattern, [OTHER, ACCOUNT])).toEqual({ [ACCOUNT]: one, [OTHER]: other });
});
