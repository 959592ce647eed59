/** What is said of a policy is what IAM says of each request: nothing is told true or false that a request contradicts. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { admitsOnly, admitsStrangers, deniesEverybody } from '../../../src/languages/resource-policy/index.ts';
import type { Request } from './requests.ts';
import { isAllowed, isDenied } from './requests.ts';
import type { Written } from './statements.ts';
import { OTHER, OWN, policy } from './statements.ts';

const STRANGE = '999988887777';
const READER = `arn:aws:iam::${OTHER}:role/reader`;
const [OURS, THEIRS] = ['o-ours000000', 'o-theirs0000'];
const LOGS = 'arn:aws:s3:::logs';

const several = (...all: readonly string[]) => fc.subarray([...all], { minLength: 1, maxLength: 2 });
const principals = fc.constantFrom(
  '*',
  { AWS: '*' },
  { AWS: OTHER },
  { AWS: READER },
  { AWS: OWN },
  { Service: 'logs.example.com' },
  { Service: 'sns.amazonaws.com' },
  { AWS: [`arn:aws:iam::${OTHER}:root`, READER] },
);
const actions = several('*', 's3:*', 's3:Get*', 'S3:GETA', 's3:GetA', 's3:?etb', 's3:Put');
const resources = several('*', `${LOGS}*`, `${LOGS}/*`, `${LOGS}/a`, `${LOGS}/?`, `${LOGS}/a?`);

/** The keys with operators that are written with them, and with values. */
const about = (keys: readonly string[], operators: readonly string[], values: readonly string[]) =>
  fc.record({ key: fc.constantFrom(...keys), operator: fc.constantFrom(...operators), values: several(...values) });
const like = [
  'StringEquals',
  'StringNotEquals',
  'StringLike',
  'StringNotLike',
  'StringEqualsIgnoreCase',
  'StringNotEqualsIgnoreCase',
];
const arns = [...like, 'ArnLike', 'ArnNotLike', 'ArnEquals'];
const everyWay = (operators: readonly string[]) =>
  operators.flatMap((each) => [each, each, `${each}IfExists`, `ForAllValues:${each}`, `ForAnyValue:${each}`]);
const condition = fc.oneof(
  about(
    ['aws:SecureTransport', 'AWS:securetransport'],
    ['Bool', 'Bool', 'BoolIfExists', 'StringEquals', 'StringNotEquals'],
    ['true', 'false'],
  ),
  about(['aws:Referer', 'aws:referer'], everyWay(like), ['a', 'b', 'A', 'a*', '?', '*']),
  about(['aws:PrincipalOrgID', 'AWS:PrincipalOrgId'], everyWay(like), [OURS, THEIRS, '*', 'o-*']),
  about(['aws:PrincipalAccount', 'aws:SourceAccount'], everyWay(like), [OWN, OTHER, '*']),
  about(['aws:PrincipalArn'], everyWay(arns), [READER, `arn:aws:iam::${OTHER}:*`, 'arn:aws:iam::*:role/admin', '*']),
  about(['aws:SourceArn'], everyWay(arns), [
    `arn:aws:sns:*:${OTHER}:*`,
    `arn:aws:lambda:*:${OWN}:*`,
    `arn:aws:*:*:${OTHER}:*`,
    '*',
  ]),
  about(['aws:Referer', 'aws:PrincipalOrgID', 'aws:PrincipalArn', 'aws:SourceArn'], ['Null'], ['true', 'false']),
);
const statement: fc.Arbitrary<Written> = fc
  .record({
    effect: fc.constantFrom('Allow', 'Deny'),
    principals,
    actions,
    resources,
    conditions: fc.array(condition, { maxLength: 2 }),
    not: fc.record({ principal: rarely(), action: rarely(), resource: rarely() }),
  })
  .map(({ effect, principals, actions, resources, conditions, not }) => {
    const written: Record<string, Record<string, readonly string[]>> = {};
    for (const { operator, key, values } of conditions) written[operator] = { ...written[operator], [key]: values };
    return {
      Effect: effect,
      // Nobody may be let in by being left out.
      [not.principal && effect === 'Deny' ? 'NotPrincipal' : 'Principal']: principals,
      [not.action ? 'NotAction' : 'Action']: actions,
      [not.resource ? 'NotResource' : 'Resource']: resources,
      Condition: written,
    };
  });
const statements = fc.array(statement, { minLength: 1, maxLength: 4 });

function rarely(): fc.Arbitrary<boolean> {
  return fc.integer({ min: 0, max: 4 }).map((each) => each === 0);
}

type Asker = Pick<Request, 'account' | 'arn' | 'service' | 'context'>;

/** Somebody who signs, in an organization or in none. */
function signed(account: string, name: string, organization?: string): Asker {
  const arn = `arn:aws:iam::${account}:${name}`;
  const inOne: Record<string, string> = organization === undefined ? {} : { 'aws:principalorgid': organization };
  return {
    account,
    arn,
    service: null,
    context: { 'aws:principalaccount': account, 'aws:principalarn': arn, ...inOne },
  };
}

const ANONYMOUS: Asker = { account: null, arn: null, service: null, context: {} };
const service = (name: string): Asker => ({ ...ANONYMOUS, service: name });

/** On behalf of a resource, or by oneself. */
const SOURCES = (account: string) => [
  ...[
    'arn:aws:sns:us-east-1:ACCOUNT:topic',
    `arn:aws:lambda:us-east-1:ACCOUNT:function:${OTHER}:1`,
    `arn:aws:lambda:us-east-1:ACCOUNT:function:${OWN}:1`,
  ].map((arn) => ({ 'aws:sourceaccount': account, 'aws:sourcearn': arn.replace('ACCOUNT', account) })),
];
const behalf = (askers: readonly Asker[], ...accounts: readonly string[]) =>
  askers.flatMap((each) =>
    [{}, ...accounts.flatMap(SOURCES)].map((source) => ({ ...each, context: { ...each.context, ...source } })),
  );

const STRANGERS = behalf(
  [ANONYMOUS, signed(STRANGE, 'user/x'), signed(STRANGE, 'role/admin'), signed(STRANGE, 'role/admin', 'o-strange000')],
  STRANGE,
);
const UNEXPECTED = [
  ...STRANGERS,
  ...behalf(
    [undefined, THEIRS].flatMap((each) => [
      signed(OTHER, 'role/admin', each),
      signed(OTHER, 'user/x', each),
      signed(STRANGE, 'role/admin', each),
    ]),
    OTHER,
    STRANGE,
  ),
  ...behalf([service('sns.amazonaws.com')], OTHER, STRANGE),
];

const CONTEXTS = [undefined, 'a', 'b', 'A', 'ab', 'z'].flatMap((referer) =>
  ['true', 'false'].map((tls) => ({
    'aws:securetransport': tls,
    ...(referer === undefined ? {} : { 'aws:referer': referer }),
  })),
);
const ACTIONS = ['s3:geta', 's3:getb', 's3:getz', 's3:zetb', 's3:put', 's3:puz', 's3:', 'z'];
const RESOURCES = [LOGS, `${LOGS}z`, `${LOGS}/`, `${LOGS}/a`, `${LOGS}/z`, `${LOGS}/az`, `${LOGS}/zz`, 'z'];

/** Whether some of these requests is one that `is` holds for. */
function some(askers: readonly Asker[], contexts: readonly Request['context'][], is: (request: Request) => boolean) {
  return askers.some((asker) =>
    contexts.some((context) =>
      ACTIONS.some((action) =>
        RESOURCES.some((resource) => is({ ...asker, action, resource, context: { ...asker.context, ...context } })),
      ),
    ),
  );
}

const RUNS = { numRuns: 100 };

describe('no request contradicts', () => {
  it('who says that strangers are let in, or are not', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(statements, (written) => {
        const { truth } = admitsStrangers(policy(...written), { actions: ['*'] });
        if (truth === 'unknown') return;
        expect(some(STRANGERS, CONTEXTS, (each) => isAllowed(written, each))).toBe(truth === 'true');
      }),
      RUNS,
    );
  });

  it('who says that only those expected are let in, or others as well', { timeout: 120_000 }, () => {
    const expected = { account: OWN, actions: ['*'], principals: [READER, 'logs.example.com', OURS] };
    fc.assert(
      fc.property(statements, (written) => {
        const { truth } = admitsOnly(policy(...written), expected);
        if (truth === 'unknown') return;
        expect(some(UNEXPECTED, CONTEXTS, (each) => isAllowed(written, each))).toBe(truth === 'false');
      }),
      RUNS,
    );
  });

  it('who says that plain HTTP is denied to everybody, or is not', { timeout: 120_000 }, () => {
    const asked = {
      actions: ['s3:*'],
      resources: [LOGS, `${LOGS}/*`],
      context: new Map([['aws:securetransport', 'false']]),
    };
    const isAsked = ({ action, resource }: Request) =>
      action.startsWith('s3:') && (resource === LOGS || resource.startsWith(`${LOGS}/`));
    const everybody = [
      service('logs.example.com'),
      ...UNEXPECTED,
      signed(OWN, 'role/x', OURS),
      signed(OTHER, 'role/reader'),
      signed(OTHER, 'role/reader', OURS),
    ];
    const contexts = CONTEXTS.filter((each) => each['aws:securetransport'] === 'false');
    fc.assert(
      fc.property(statements, (written) => {
        const { truth } = deniesEverybody(policy(...written), asked);
        if (truth === 'unknown') return;
        expect(some(everybody, contexts, (each) => isAsked(each) && !isDenied(written, each))).toBe(truth === 'false');
      }),
      RUNS,
    );
  });
});
