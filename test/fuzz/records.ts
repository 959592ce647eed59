/** Records of a class at random, biased to what patterns and conditions name: a record made up of such values, bent into the class where it is not of it. */
import { and, evaluate, solve } from '../../src/languages/formula/index.ts';
import { meets } from '../../src/languages/record-condition/index.ts';
import type { EventClass } from '../../src/model/rule.ts';
import type { CloudTrailRecord, Value } from '../../src/model/value.ts';
import { isObject } from '../../src/model/value.ts';
import { conditionFormula, everyRecord } from '../../src/proof/symbolic/records.ts';
import type { Chance } from './chance.ts';

const REQUIRED = ['eventSource', 'eventName', 'eventType', 'eventID', 'sourceIPAddress'];
const OPTIONAL = ['userAgent', 'errorCode', 'errorMessage', 'requestID', 'apiVersion', 'vpcEndpointId'];
const OF_CALLER = ['arn', 'userName', 'principalId', 'accountId', 'accessKeyId', 'invokedBy'];

const WORDS = [
  ...['DeleteBucket', 'PutBucketPolicy', 'CreateUser', 'StopLogging', 'ConsoleLogin', 'GetBucketAcl'],
  ...[
    's3.amazonaws.com',
    'iam.amazonaws.com',
    'signin.amazonaws.com',
    'AwsApiCall',
    'AwsServiceEvent',
    'AwsConsoleSignIn',
  ],
  ...['AccessDenied', 'Client.UnauthorizedOperation', 'Failed authentication', 'AWS Internal'],
  ...[
    'Root',
    'IAMUser',
    'AssumedRole',
    'deploy',
    'operator',
    'Yes',
    'No',
    '10.0.0.1',
    '192.0.2.7',
    '',
    'x',
    'null',
    'true',
  ],
] as const;

/** Texts in quotes and between percent signs, without wildcards. */
export function literalsIn(patterns: readonly string[]): readonly string[] {
  return patterns.flatMap((pattern) =>
    [...pattern.matchAll(/"([^"]*)"|%([^%]*)%|= *([\w.]+)/g)].map(([, quoted, regex, bare]) =>
      (quoted ?? regex ?? bare ?? '').replace(/[*^$\\]/g, ''),
    ),
  );
}

export interface Vocabulary {
  readonly account: string;
  readonly regions: readonly string[];
  readonly words: readonly string[];
}

/** So many records of the class; none where there are none. */
export function recordsOf(
  events: EventClass,
  count: number,
  luck: Chance,
  vocabulary: Vocabulary,
): readonly CloudTrailRecord[] {
  const member = and(conditionFormula(events.records), everyRecord(vocabulary.account, vocabulary.regions));
  const usual = everyRecord(vocabulary.account, []);
  const isOne = (record: CloudTrailRecord) => meets(events.records, record) && evaluate(usual, record);
  const { account } = vocabulary;
  const made: CloudTrailRecord[] = [];
  while (made.length < count) {
    const record = formed(madeUp(events, luck, vocabulary), account);
    if (isOne(record)) made.push(record);
    else {
      const bent = solve(member, { base: record });
      if (bent.result !== 'sat') return [];
      made.push(bent.record);
      // Bending takes longer than making up, so that what was bent is used again.
      for (let more = 0; more < 20 && made.length < count; more++) {
        const changed = formed(varied(bent.record, luck, vocabulary), account);
        if (isOne(changed)) made.push(changed);
      }
    }
  }
  return made;
}

function madeUp(events: EventClass, luck: Chance, vocabulary: Vocabulary): CloudTrailRecord {
  if (events.samples.length > 0 && luck.onceIn(2)) {
    return varied({ ...luck.oneOf(events.samples).record, recipientAccountId: vocabulary.account }, luck, vocabulary);
  }
  const text = () => wordOf(luck, vocabulary);
  const some = (keys: readonly string[], times: number) =>
    Object.fromEntries(keys.filter(() => !luck.onceIn(times)).map((key): [string, Value] => [key, text()]));
  const issuer = luck.onceIn(2) ? { sessionIssuer: some(['userName', 'arn', 'type'], 2) } : {};
  return {
    eventVersion: luck.oneOf(['1.08', '1.11']),
    eventTime: '2026-03-02T10:15:30Z',
    ...Object.fromEntries(REQUIRED.map((key) => [key, text()])),
    ...some(OPTIONAL, 2),
    awsRegion: luck.oneOf(vocabulary.regions),
    recipientAccountId: vocabulary.account,
    eventCategory: 'Management',
    managementEvent: true,
    readOnly: luck.onceIn(2),
    userIdentity: { type: text(), ...some(OF_CALLER, 2), ...(luck.onceIn(2) ? { sessionContext: issuer } : {}) },
    ...(luck.onceIn(3) ? {} : { requestParameters: luck.onceIn(3) ? null : some(['name', 'bucketName'], 2) }),
    ...(luck.onceIn(2) ? {} : { additionalEventData: some(['MFAUsed', 'LoginTo'], 2) }),
    ...(luck.onceIn(2) ? {} : { resources: luck.some(0, 2, () => some(['ARN', 'type'], 3)) }),
  };
}

/** Addresses and ARNs in their form, and the root user by its account, as no word at random is. */
function formed(record: CloudTrailRecord, account: string): CloudTrailRecord {
  const { sourceIPAddress: address, userIdentity: caller } = record;
  const isAddress = typeof address !== 'string' || /^([^0-9]|\d+\.\d+\.\d+\.\d+$)/.test(address);
  return {
    ...record,
    ...(isAddress ? {} : { sourceIPAddress: `x${address}` }),
    ...(isObject(caller) ? { userIdentity: formedCaller(caller, account) } : {}),
  };
}

function formedCaller(caller: CloudTrailRecord, account: string): CloudTrailRecord {
  const { type, arn, sessionContext } = caller;
  const issuer = isObject(sessionContext) ? sessionContext['sessionIssuer'] : undefined;
  const root = { principalId: account, accountId: account, arn: `arn:aws:iam::${account}:root` };
  return {
    ...caller,
    ...(typeof arn === 'string' ? { arn: arnOf(arn, account) } : {}),
    ...(isObject(sessionContext) && isObject(issuer) && typeof issuer['arn'] === 'string'
      ? { sessionContext: { ...sessionContext, sessionIssuer: { ...issuer, arn: arnOf(issuer['arn'], account) } } }
      : {}),
    ...(type === 'Root' ? root : {}),
  };
}

function arnOf(word: string, account: string): string {
  return /^arn:aws:[a-z]+:[a-z0-9-]*:\d*:./.test(word) ? word : `arn:aws:sts::${account}:assumed-role/${word}/x`;
}

/** A word, or one that is nearly it. */
function wordOf(luck: Chance, { words }: Vocabulary): string {
  const word = luck.oneOf(luck.onceIn(3) ? WORDS : words.length > 0 ? words : WORDS);
  switch (luck.below(12)) {
    case 0:
      return `${word}x`;
    case 1:
      return `x${word}`;
    case 2:
      return word.slice(0, -1);
    case 3:
      return word.toLowerCase();
    case 4:
      return `${word}${luck.oneOf(WORDS)}`;
    default:
      return word;
  }
}

/** The record with a field or two changed or taken out. */
function varied(record: CloudTrailRecord, luck: Chance, vocabulary: Vocabulary): CloudTrailRecord {
  let changed = record;
  for (let times = 1 + luck.below(2); times > 0; times--) changed = changedAt(changed, luck, vocabulary);
  return changed;
}

const FIXED = ['recipientAccountId', 'eventCategory', 'managementEvent', 'userIdentity', 'resources'];

function changedAt(record: CloudTrailRecord, luck: Chance, vocabulary: Vocabulary): CloudTrailRecord {
  const caller = record['userIdentity'] as CloudTrailRecord;
  if (luck.onceIn(3)) {
    const key = luck.oneOf(['type', ...OF_CALLER]);
    const { [key]: _before, ...rest } = caller;
    const isOut = key !== 'type' && luck.onceIn(3);
    return { ...record, userIdentity: isOut ? rest : { ...rest, [key]: wordOf(luck, vocabulary) } };
  }
  const key = luck.oneOf([...REQUIRED, ...OPTIONAL, 'readOnly', 'awsRegion']);
  if (FIXED.includes(key)) return record;
  if (key === 'readOnly') return { ...record, readOnly: luck.onceIn(2) };
  if (key === 'awsRegion') return { ...record, awsRegion: luck.oneOf(vocabulary.regions) };
  const { [key]: _before, ...rest } = record;
  return OPTIONAL.includes(key) && luck.onceIn(3) ? rest : { ...rest, [key]: wordOf(luck, vocabulary) };
}
