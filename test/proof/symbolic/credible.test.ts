/** Which counterexamples are to be believed: who calls what, and where. */
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../src/languages/formula/index.ts';
import type { CloudTrailRecord } from '../../../src/model/value.ts';
import { credible } from '../../../src/proof/symbolic/credible.ts';

const SAMPLES = [
  { name: 'a bucket is deleted', record: { eventName: 'DeleteBucket', eventSource: 's3.amazonaws.com' } },
  { name: 'a rule is deleted', record: { eventName: 'DeleteRule', eventSource: 'events.amazonaws.com' } },
  {
    name: 'a rule of a load balancer is deleted',
    record: { eventName: 'DeleteRule', eventSource: 'waf.amazonaws.com' },
  },
  { name: 'it is not said where', record: { eventName: 'DeleteTrail' } },
];

const call = (source: string, eventName: string, changes: CloudTrailRecord = {}): CloudTrailRecord => ({
  eventType: 'AwsApiCall',
  eventSource: `${source}.amazonaws.com`,
  eventName,
  ...changes,
});

describe('a counterexample', () => {
  it.each<readonly [what: string, record: CloudTrailRecord]>([
    ['of an event of a sample, at its service', call('s3', 'DeleteBucket')],
    ['of an event of two samples, at either service', call('events', 'DeleteRule')],
    ['of an event of two samples, at the other service', call('waf', 'DeleteRule')],
    ['of an event of a sample that names no service, anywhere', call('cloudtrail', 'DeleteTrail')],
    ['of an event of no sample, anywhere', call('iam', 'CreateUser')],
    ['of a key, that such a key is asked for', call('kms', 'Decrypt')],
    ['of a key, that it is to be deleted', call('kms', 'ScheduleKeyDeletion')],
    ['of a database, that a statement is run', call('rdsdata', 'ExecuteStatement')],
    [
      'of a refused call, with the code of EC2',
      call('ec2', 'RunInstances', { errorCode: 'Client.UnauthorizedOperation' }),
    ],
    ['of a refused call, with the code of others', call('iam', 'CreateUser', { errorCode: 'AccessDenied' })],
    ['of a call, with a resource', call('iam', 'CreateUser', { resources: [{}] })],
    ['of a sign-in', call('signin', 'ConsoleLogin', { eventType: 'AwsConsoleSignIn' })],
  ])('may be one %s', (_what, record) => {
    expect(evaluate(credible(SAMPLES), record)).toBe(true);
  });

  it.each<readonly [what: string, record: CloudTrailRecord]>([
    ['of an event of a sample, at another service', call('iam', 'DeleteBucket')],
    ['of an event of two samples, at a third service', call('s3', 'DeleteRule')],
    ['of a key, in a call that is none of its service', call('kms', 'CreateUser')],
    ['of a database, in a call that is none of its service', call('rdsdata', 'CreateUser')],
    ['of a key, that is no call', call('kms', 'Decrypt', { eventType: 'AwsServiceEvent' })],
    ['of a database, that is no call', call('rdsdata', 'ExecuteStatement', { eventType: 'AwsConsoleSignIn' })],
    [
      'of a refused call of others, with the code of EC2',
      call('iam', 'CreateUser', { errorCode: 'Client.UnauthorizedOperation' }),
    ],
    ['of a call, with an empty list of resources', call('iam', 'CreateUser', { resources: [] })],
    ['of a sign-in at another service', call('iam', 'ConsoleLogin', { eventType: 'AwsConsoleSignIn' })],
    ['of the service for signing in that is no sign-in', call('signin', 'ConsoleLogin')],
  ])('is rather none %s', (_what, record) => {
    expect(evaluate(credible(SAMPLES), record)).toBe(false);
  });
});
