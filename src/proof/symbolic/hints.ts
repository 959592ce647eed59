/** Good values for fields of a counterexample: what formulas name there, written out as real records would hold it, and what is usual. */
import type { Formula, Hint, Path } from '../../languages/formula/index.ts';
import { tellingTexts } from '../../languages/formula/index.ts';
import { inPartition } from '../../model/arn.ts';

/** For every field that the formulas look at. `account`: 12 digits. */
export function hintsIn(formulas: readonly Formula[], account: string, partition = 'aws'): readonly Hint[] {
  const named = new Map<string, { readonly path: Path; readonly texts: Set<string> }>();
  for (const { path, texts } of formulas.flatMap(namedIn)) {
    const known = named.get(path.join('.')) ?? { path, texts: new Set<string>() };
    for (const text of texts) known.texts.add(text);
    named.set(path.join('.'), known);
  }
  return [...named].map(([field, { path, texts }]) => ({
    path,
    values: [
      ...new Set(
        inOrder(
          field,
          [...texts].flatMap((text) => completed(field, text, account)),
          account,
        ).flatMap((text) => [inPartition(text, partition), text]),
      ),
    ],
  }));
}

/** What is named, then what is usual; times, versions and ids of a form of their own the other way round, since what is named of them is seldom like one. */
function inOrder(field: string, named: readonly string[], account: string): readonly string[] {
  const common = usual(field, account);
  return FORMED.has(field) ? [...common, ...named] : [...named, ...common];
}

const FORMED: ReadonlySet<string> = new Set(['eventVersion', 'eventTime', 'eventID', 'requestID']);

function namedIn(formula: Formula): readonly { readonly path: Path; readonly texts: readonly string[] }[] {
  switch (formula.type) {
    case 'atom':
      return [{ path: formula.path, texts: tellingTexts(formula.set) }];
    case 'and':
    case 'or':
      return formula.of.flatMap(namedIn);
    case 'not':
      return namedIn(formula.of);
    case 'some':
    case 'true':
    case 'false':
      return [];
    default:
      return formula satisfies never;
  }
}

/** A text that may be the beginning, the end or the middle of a value: the value, best first. */
function completed(field: string, text: string, account: string): readonly string[] {
  if (text.length < 2) return [];
  if (/\barn$/i.test(field)) return [...arns(text, account), text];
  if (field === 'sourceIPAddress' && /^\d[\d.]*$/.test(text)) return [address(text), text];
  return /[-/._:]$/.test(text) ? [`${text}example`, text] : [text];
}

/** An address of four numbers that begins like this. */
function address(text: string): string {
  const given = text.split('.').filter((part) => part !== '');
  return [...given, ...['0', '0', '0', '10'].slice(given.length)].join('.');
}

function arns(text: string, account: string): readonly string[] {
  if (text.startsWith('arn:')) return [text.endsWith('/') ? `${text}session` : text];
  const name = text.replace(/^.*(role|user)\//, '').replace(/^[:/]+|\/+$/g, '');
  if (name === '') return [];
  const role = `arn:aws:sts::${account}:assumed-role/${name}`;
  return [`arn:aws:iam::${account}:user/${name}`, name.includes('/') ? role : `${role}/session`, role].toSorted(
    (one, other) => Number(other.includes(text)) - Number(one.includes(text)),
  );
}

/** What real records hold in fields that patterns like to look at. */
function usual(field: string, account: string): readonly string[] {
  const values = USUAL[field] ?? [];
  return values.map((value) => value.replaceAll('ACCOUNT', account));
}

const USUAL: Readonly<Record<string, readonly string[]>> = {
  eventVersion: ['1.11', '1.10', '1.09', '1.08'],
  eventTime: ['2026-03-02T10:15:30Z', '2026-03-07T22:40:05Z', '2025-11-18T03:05:51Z'],
  eventID: ['b833964e-f962-4276-add3-d361d21aa47b', '5c2f3f5e-9b1e-4c55-8f0a-2d4a1f6f0c11'],
  requestID: ['ce1d641c-d8a5-4301-a5c2-1d35ba4dd386', '0d3b7a52-64c8-4f9b-9a11-7e5c2b90d6aa'],
  eventType: ['AwsApiCall', 'AwsConsoleSignIn', 'AwsConsoleAction', 'AwsServiceEvent'],
  errorCode: ['AccessDenied', 'Client.UnauthorizedOperation'],
  errorMessage: ['You are not authorized to perform this operation.'],
  sourceIPAddress: ['203.0.113.10', '10.0.0.10', 'cloudformation.amazonaws.com'],
  userAgent: ['aws-cli/2.17.0', 'console.amazonaws.com', 'cloudformation.amazonaws.com'],
  sessionCredentialFromConsole: ['true'],
  vpcEndpointId: ['vpce-0123456789abcdef0'],
  'userIdentity.type': [
    'AssumedRole',
    'IAMUser',
    'Root',
    'IdentityCenterUser',
    'FederatedUser',
    'AWSAccount',
    'AWSService',
    'SAMLUser',
    'WebIdentityUser',
    'Role',
    'Directory',
    'Unknown',
  ],
  'userIdentity.principalId': ['AIDAEXAMPLEUSER000001', 'AROAEXAMPLEROLE000001:alice', 'ACCOUNT', '999999999999'],
  'userIdentity.accessKeyId': ['AKIAIOSFODNN7EXAMPLE', 'ASIAIOSFODNN7EXAMPLE'],
  'userIdentity.arn': [
    'arn:aws:sts::ACCOUNT:assumed-role/operator/alice',
    'arn:aws:iam::ACCOUNT:user/alice',
    'arn:aws:iam::ACCOUNT:root',
  ],
  'userIdentity.userName': ['alice', 'bob'],
  'userIdentity.accountId': ['ACCOUNT', '999999999999'],
  'userIdentity.invokedBy': ['cloudformation.amazonaws.com', 'AWS Internal'],
  'userIdentity.sessionContext.sessionIssuer.type': ['Role'],
  'userIdentity.sessionContext.sessionIssuer.userName': ['operator', 'deployer'],
  'userIdentity.sessionContext.sessionIssuer.arn': ['arn:aws:iam::ACCOUNT:role/operator'],
  'userIdentity.sessionContext.attributes.mfaAuthenticated': ['false', 'true'],
  'userIdentity.sessionContext.assumedRoot': ['true'],
  'userIdentity.sessionContext.ec2RoleDelivery': ['2.0', '1.0'],
  'userIdentity.sessionContext.sourceIdentity': ['alice'],
};
