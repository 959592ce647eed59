/** What a counterexample should be like to be believed. No proof rests on it: where no such record is left, another one is shown. */
import type { Formula } from '../../languages/formula/index.ts';
import { and, atom, complement, ofKind, oneOf, or, someElement, TRUE } from '../../languages/formula/index.ts';
import type { EventClass } from '../../model/rule.ts';

/** Calls of services that trails can leave out. */
const CALLS: Readonly<Record<string, readonly string[]>> = {
  'rdsdata.amazonaws.com': ['ExecuteStatement', 'BatchExecuteStatement', 'BeginTransaction', 'CommitTransaction'],
  'kms.amazonaws.com': [
    'Decrypt',
    'GenerateDataKey',
    'DescribeKey',
    'DisableKey',
    'ScheduleKeyDeletion',
    'PutKeyPolicy',
  ],
};

const SIGN_IN = 'AwsConsoleSignIn';

/** Events of samples stay with their service, codes of EC2 with EC2, and who signs in does so at the service for it. */
export function credible(samples: EventClass['samples']): Formula {
  const sources = new Map<string, Set<string>>();
  for (const { record } of samples) {
    const { eventName, eventSource } = record;
    if (typeof eventName !== 'string' || typeof eventSource !== 'string') continue;
    sources.set(eventName, (sources.get(eventName) ?? new Set()).add(eventSource));
  }
  return and(
    ...[...sources].map(([name, those]) => onlyIf('eventName', name, 'eventSource', [...those])),
    ...Object.entries(CALLS).map(([source, names]) => onlyIf('eventSource', source, 'eventName', names)),
    // Resources are listed where there are any.
    or(atom(['resources'], complement(ofKind('list'))), someElement(['resources'], TRUE)),
    onlyIf('errorCode', 'Client.UnauthorizedOperation', 'eventSource', ['ec2.amazonaws.com']),
    onlyIf('eventType', SIGN_IN, 'eventSource', ['signin.amazonaws.com']),
    onlyIf('eventSource', 'signin.amazonaws.com', 'eventType', [SIGN_IN]),
    ...Object.keys(CALLS).map((source) => onlyIf('eventSource', source, 'eventType', ['AwsApiCall'])),
  );
}

function onlyIf(field: string, value: string, other: string, values: readonly string[]): Formula {
  return or(atom([field], complement(oneOf(value))), atom([other], oneOf(...values)));
}
