/** A CloudTrail record as the event that EventBridge makes of it ("AWS service events delivered via AWS CloudTrail", EventBridge User Guide). */
import type { CloudTrailRecord } from '../../model/value.ts';
import type { QuestionId } from './questions.ts';
import type { Doubt } from './sight.ts';

/** The event as far as it is known, and the fields of which more is possible than it shows. */
export interface BusEvent {
  readonly event: CloudTrailRecord;
  readonly doubts: readonly Doubt[];
}

const API_CALL = 'AWS API Call via CloudTrail';
const SIGN_IN = 'AWS Console Sign In via CloudTrail';
/** As AWS's list of detail-types spells it, and as its page about sign-ins has it. */
const OTHER_SIGN_INS = ['AWS Console Signin via CloudTrail', API_CALL];

export function eventOf(record: CloudTrailRecord): BusEvent {
  const source = sourceOf(record);
  const account = textAt(record, 'recipientAccountId');
  const region = textAt(record, 'awsRegion');
  const time = textAt(record, 'eventTime');
  const kind = detailTypeOf(record);
  const event: CloudTrailRecord = {
    version: '0',
    ...(kind.shown === null ? {} : { 'detail-type': kind.shown }),
    ...(source === null ? {} : { source }),
    ...(account === null ? {} : { account }),
    ...(time === null ? {} : { time }),
    ...(region === null ? {} : { region }),
    resources: [],
    detail: record,
  };
  const doubts = [
    ...(source === null ? [anything('source', 'EB-40')] : []),
    ...kind.doubts,
    ...(account === null ? [anything('account', 'EBQ-10')] : []),
    ...(region === null ? [anything('region', 'EBQ-10')] : []),
    anything('id', 'EBQ-10'),
    // AWS's examples show the time of the record and no resources; no page says that it is always so.
    anything('time', 'EBQ-10'),
    { ...anything('resources', 'EBQ-10'), isPresent: false },
  ];
  return { event, doubts };
}

function anything(field: string, question: QuestionId): Doubt {
  return { field, others: null, isPresent: true, question };
}

function textAt(record: CloudTrailRecord, field: string): string | null {
  const value = record[field];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** `s3.amazonaws.com` is `aws.s3`; null where the record names its service in another way. */
function sourceOf(record: CloudTrailRecord): string | null {
  const service = /^([a-z0-9-]+)\.amazonaws\.com$/.exec(textAt(record, 'eventSource') ?? '')?.[1];
  return service === undefined ? null : `aws.${service}`;
}

function detailTypeOf(record: CloudTrailRecord): { readonly shown: string | null; readonly doubts: readonly Doubt[] } {
  const type = record['eventType'];
  if (type === 'AwsApiCall') return { shown: API_CALL, doubts: [] };
  if (type === 'AwsConsoleSignIn') {
    const doubt: Doubt = { field: 'detail-type', others: OTHER_SIGN_INS, isPresent: true, question: 'EB-41' };
    return { shown: SIGN_IN, doubts: [doubt] };
  }
  // Service events, console actions, insights: none of them verified, and an insight may come from CloudTrail itself.
  const source: Doubt = { field: 'source', others: ['aws.cloudtrail'], isPresent: true, question: 'EB-40' };
  return { shown: null, doubts: [anything('detail-type', 'EB-42'), source] };
}
