/** Which accounts there are to look at: the caller's own, a list, or the organization's, page by page. */
import { centralRegion, parseArn, printArn } from '../../model/arn.ts';
import type { Answer } from '../../model/collect.ts';
import { malformed, Unread } from '../../model/collect.ts';
import { SourceError } from '../../model/errors.ts';
import type { Value } from '../../model/value.ts';
import { isObject } from '../../model/value.ts';
import { openCaller } from './caller.ts';
import { classify, isAboutCredentials } from './classify.ts';
import type { Connection } from './connection.ts';
import type { Credentials, Session } from './session.ts';
import { openSession } from './session.ts';

/** Which accounts and regions a run looks at. */
export interface CollectScope {
  readonly by: 'organization' | 'accounts' | 'caller';
  /** Name of the role taken on in each account, or its ARN with `{account}`. The caller's own account needs none. */
  readonly role: string;
  /** With `by: accounts`: 12 digits each. */
  readonly accounts?: readonly string[];
  /** Only these; absent: every enabled region of each account. */
  readonly regions?: readonly string[];
  readonly externalId?: string;
}

/** Who asks. */
export interface Asker {
  readonly session: Session;
  readonly arn: string;
  /** `aws`, `aws-us-gov`, `aws-cn`. */
  readonly partition: string;
  /** Region for calls that belong to none. */
  readonly region: string;
}

export interface Organization {
  readonly id: string;
  readonly managementAccount: string;
  readonly featureSet: Value;
  readonly answer: Answer;
}

/** An account as it was listed; `item` is what Organizations says of it. */
export interface Listed {
  readonly id: string;
  /** Its status, where it is not active: nothing in it can be asked. */
  readonly inactive?: string;
  readonly item: Answer | null;
}

/** @throws SourceError where AWS cannot be asked at all */
export async function whoAsks(connection: Connection, endpointUrl: string | undefined): Promise<Asker> {
  try {
    const { credentials, region } = await connection.defaults();
    const home = region ?? 'us-east-1';
    const identity = await connection.send({ region: home }, 'sts:GetCallerIdentity', {});
    const { Account: account, Arn: arn } = identity;
    if (typeof account !== 'string' || typeof arn !== 'string') {
      throw malformed('sts:GetCallerIdentity', 'the answer names no account');
    }
    return { session: { account, credentials }, arn, partition: parseArn(arn)?.partition ?? 'aws', region: home };
  } catch (error) {
    if (isAbort(error)) throw error;
    throw new SourceError(whyNot(error, endpointUrl));
  }
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** Why nothing can be asked, in one sentence with the next step. */
function whyNot(error: unknown, endpointUrl: string | undefined): string {
  const where = endpointUrl ?? 'AWS';
  if (error instanceof Error && /^(CredentialsProviderError|TokenProviderError)$/.test(error.name)) {
    return `no AWS credentials were found (${error.message}). Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or sign in with: aws sso login`;
  }
  const { reason, code, message } = error instanceof Unread ? error : classify(error);
  if (/^ExpiredToken/.test(code)) {
    return 'the AWS credentials have expired. Sign in again (for example with: aws sso login), then repeat the command.';
  }
  if (isAboutCredentials(code)) {
    return `${where} does not accept the credentials (${message}). Check AWS_PROFILE or the access key, and the clock of this machine.`;
  }
  if (reason === 'malformed') {
    return `what answers for ${where} is not AWS (${message}): a proxy or a sign-in page may stand in between. Check the network or --endpoint-url.`;
  }
  if (reason === 'unreachable' || reason === 'timedOut') {
    const what = reason === 'timedOut' ? 'did not answer in time' : 'could not be reached';
    return `${where} ${what} (${message}). Check the network, the proxy and --endpoint-url.`;
  }
  return `${where} did not say who asks: sts:GetCallerIdentity failed (${message}). Check the credentials and --endpoint-url.`;
}

/** The organization of the caller; null where it is in none. @throws Unread */
export async function organizationOf(
  connection: Connection,
  { session, partition }: Asker,
): Promise<Organization | null> {
  const place = { account: session.account, region: centralRegion(partition) };
  try {
    const answer = await openCaller(connection, session).call(place, 'organizations:DescribeOrganization', {});
    const organization = answer['Organization'];
    const {
      Id: id,
      MasterAccountId: managementAccount,
      FeatureSet = null,
    } = isObject(organization) ? organization : {};
    if (typeof id !== 'string' || typeof managementAccount !== 'string') {
      throw malformed('organizations:DescribeOrganization', 'the answer names no organization');
    }
    return { id, managementAccount, featureSet: FeatureSet, answer: organization as Answer };
  } catch (error) {
    if (error instanceof Unread && error.code === 'AWSOrganizationsNotInUseException') return null;
    throw error;
  }
}

/** Accounts, as they become known. @throws SourceError where the list cannot be read to its end: an audit of part of it would look whole */
export async function* accountsOf(
  connection: Connection,
  { session, arn, partition }: Asker,
  scope: CollectScope,
): AsyncGenerator<readonly Listed[]> {
  if (scope.by === 'caller') yield [{ id: session.account, item: null }];
  if (scope.by === 'accounts') yield [...new Set(scope.accounts)].sort().map((id) => ({ id, item: null }));
  if (scope.by !== 'organization') return;
  const place = { account: session.account, region: centralRegion(partition) };
  const caller = openCaller(connection, session);
  try {
    let count = 0;
    for await (const page of caller.list(place, 'organizations:ListAccounts', { MaxResults: 20 }, 'Accounts')) {
      const accounts = page.map((item): Listed => {
        const status = String(item['State'] ?? item['Status'] ?? 'ACTIVE');
        return { id: String(item['Id']), item, ...(status === 'ACTIVE' ? {} : { inactive: status }) };
      });
      count += accounts.filter(({ inactive }) => inactive === undefined).length;
      yield accounts;
    }
    if (count === 0) throw new Unread('failed', 'organizations:ListAccounts', '', 'it lists no active account');
  } catch (error) {
    if (!(error instanceof Unread) || error.reason === 'cancelled') throw error;
    throw new SourceError(
      `the accounts of the organization could not be listed as ${arn}: ${error.call} said ${error.message}. ` +
        'Ask from the management account or a delegated administrator, or name the accounts with --accounts.',
    );
  }
}

/** The session in an account. The role is taken on when it is first asked for. */
export function sessionIn(connection: Connection, asker: Asker, scope: CollectScope, account: string): Session {
  if (account === asker.session.account) return asker.session;
  const RoleArn = parseArn(scope.role)
    ? scope.role.replaceAll('{account}', account)
    : printArn({ partition: asker.partition, service: 'iam', region: '', account, name: `role/${scope.role}` });
  const input = {
    RoleArn,
    RoleSessionName: 'trailproof',
    ...(scope.externalId === undefined ? {} : { ExternalId: scope.externalId }),
  };
  return openSession(account, async () => {
    const place = { account, region: asker.region };
    const answer = await openCaller(connection, asker.session).call(place, 'sts:AssumeRole', input);
    return credentialsIn(answer['Credentials']);
  });
}

function credentialsIn(answer: Value | undefined): Credentials {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = isObject(answer) ? answer : {};
  if (typeof AccessKeyId !== 'string' || typeof SecretAccessKey !== 'string' || typeof SessionToken !== 'string') {
    throw malformed('sts:AssumeRole', 'the answer holds no credentials');
  }
  const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  return typeof Expiration === 'string' ? { ...credentials, expiration: new Date(Expiration) } : credentials;
}
