/** STS: who the caller is, and roles of other accounts ("AssumeRole", STS API Reference). */
import { numberOf, textOf } from '../call.ts';
import { issue } from '../credentials.ts';
import { Refused } from '../refused.ts';
import type { Operation } from './operation.ts';
import { denied, required } from './operation.ts';

const GetCallerIdentity: Operation = ({ caller }) => ({
  Arn: caller.arn,
  UserId: caller.userId,
  Account: caller.account,
});

const AssumeRole: Operation = (call, { accounts, world, now }) => {
  const invalid = (what: string) => new Refused('ValidationError', `1 validation error detected: ${what}`);
  const arn = required(call, 'RoleArn', () => invalid('RoleArn is missing'));
  const session = required(call, 'RoleSessionName', () => invalid('RoleSessionName is missing'));
  if (!/^[\w+=,.@-]{2,64}$/.test(session)) throw invalid('RoleSessionName has a wrong form');
  const [, id = '', path = ''] = /^arn:aws:iam::(\d{12}):role\/([\w+=,.@/-]+)$/.exec(arn) ?? [];
  if (id === '') throw invalid(`RoleArn ${arn} is invalid`);
  const role = accounts.get(id)?.role;
  const isTrusted =
    role !== undefined &&
    !role.refuses &&
    role.name === path &&
    (role.externalId === undefined || role.externalId === textOf(call.input, 'ExternalId'));
  // AWS says the same where the role does not exist and where it does not trust the caller.
  if (!isTrusted) throw denied(call, arn);
  const seconds = world.sessionSeconds ?? numberOf(call.input, 'DurationSeconds') ?? 3600;
  return {
    Credentials: issue(id, path, session, now + seconds * 1000),
    AssumedRoleUser: {
      AssumedRoleId: `AROA${id}:${session}`,
      Arn: `arn:aws:sts::${id}:assumed-role/${path}/${session}`,
    },
  };
};

export const sts = { GetCallerIdentity, AssumeRole };
