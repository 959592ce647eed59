/** CloudTrail event selectors: which records a trail takes. Follows "Logging management events" and "Filtering data events by using advanced event selectors". */
import type { CloudTrailRecord } from '../../model/value.ts';
import type { Truth } from '../../model/verdict.ts';
import { byAdvanced } from './advanced.ts';
import { byBasic, dataEvent } from './basic.ts';
import type { EventSelectors, SelectorDecision } from './read.ts';

export type { EventSelectors, SelectorDecision } from './read.ts';
export { readSelectors } from './read.ts';

export const MANAGEMENT_EVENTS = ['all', 'readOnly', 'writeOnly', 'some', 'none'] as const;

/**
 * Which management events are taken, over all selectors together; `some`: only those of services, events or callers that a selector singles
 * out. Excluded sources do not count here.
 */
export function managementEvents(selectors: EventSelectors): (typeof MANAGEMENT_EVENTS)[number] {
  const takes = (readOnly: boolean) => taken(selectors, 'an.example.com', readOnly) === 'true';
  const [reads, writes] = [takes(true), takes(false)];
  if (reads || writes) return reads && writes ? 'all' : reads ? 'readOnly' : 'writeOnly';
  return selectors.advanced.some(isOfManagement) ? 'some' : 'none';
}

function isOfManagement({ fields }: EventSelectors['advanced'][number]): boolean {
  return fields.some(({ field, tests }) => field === 'eventCategory' && (tests.equals ?? []).includes('Management'));
}

/** Event sources some of whose management events would be taken, were their source not left out. */
export function excludedSources(selectors: EventSelectors): readonly string[] {
  const named = new Set([
    ...selectors.basic.flatMap((selector) => selector.excludedManagementSources),
    ...selectors.advanced.flatMap((selector) =>
      selector.fields
        .filter(({ field }) => field === 'eventSource')
        .flatMap(({ tests }) => [
          ...(tests.notEquals ?? []),
          ...(tests.notStartsWith ?? []),
          ...(tests.notEndsWith ?? []),
        ]),
    ),
  ]);
  const isLost = (source: string, readOnly: boolean) =>
    taken(selectors, 'an.example.com', readOnly) === 'true' && taken(selectors, source, readOnly) !== 'true';
  return [...named].filter((source) => isLost(source, true) || isLost(source, false)).sort();
}

function taken(selectors: EventSelectors, eventSource: string, readOnly: boolean): Truth {
  return recordsEvent(selectors, { eventCategory: 'Management', managementEvent: true, eventSource, readOnly }).truth;
}

/** Whether a trail with these selectors takes the record. */
export function recordsEvent(selectors: EventSelectors, record: CloudTrailRecord): SelectorDecision {
  const category = categoryOf(record);
  if (selectors.advanced.length > 0) return byAdvanced(selectors.advanced, record, category);
  if (category === null)
    return { truth: 'unknown', sentence: 'the record does not say whether it is a management event' };
  if (selectors.basic.length === 0) {
    return category === 'Management'
      ? { truth: 'true', sentence: 'all management events are taken (the default)' }
      : { truth: 'false', sentence: `only management events are taken (the default), and this is a ${category} event` };
  }
  return category === 'Management' ? byBasic(selectors.basic, record) : dataEvent(selectors.basic, record, category);
}

/** Event versions before 1.08 have no category. */
function categoryOf(record: CloudTrailRecord): string | null {
  if (typeof record['eventCategory'] === 'string') return record['eventCategory'];
  if (record['managementEvent'] === true || record['eventType'] === 'AwsConsoleSignIn') return 'Management';
  return null;
}

/** What data events are of. */
export interface DataResource {
  /** `s3.amazonaws.com`. */
  readonly source: string;
  /** As records and selectors name it: `AWS::S3::Object`. */
  readonly type: string;
  /** One that no selector names. */
  readonly arn: string;
}

export const DATA_EVENTS = ['all', 'readOnly', 'writeOnly', 'some', 'none'] as const;

/** Which data events are taken of any resource of a type; `some`: only those of resources, events or callers that a selector names. */
export function dataEvents(selectors: EventSelectors, resource: DataResource): (typeof DATA_EVENTS)[number] {
  const takes = (readOnly: boolean) => recordsEvent(selectors, dataRecord(resource, readOnly)).truth === 'true';
  const [reads, writes] = [takes(true), takes(false)];
  if (reads || writes) return reads && writes ? 'all' : reads ? 'readOnly' : 'writeOnly';
  return isNamed(selectors, resource) ? 'some' : 'none';
}

/** A record with values that nobody writes into a selector. */
function dataRecord({ source, type, arn }: DataResource, readOnly: boolean): CloudTrailRecord {
  return {
    eventCategory: 'Data',
    managementEvent: false,
    eventType: 'AwsApiCall',
    eventSource: source,
    eventName: 'AnEventOfThisService',
    readOnly,
    sessionCredentialFromConsole: 'false',
    userIdentity: { arn: 'arn:aws:iam::000000000000:user/nobody' },
    vpcEndpointId: 'vpce-nowhere',
    resources: [{ type, ARN: arn }],
  };
}

function isNamed({ basic, advanced }: EventSelectors, { type }: DataResource): boolean {
  return (
    basic.some(({ dataResources }) => dataResources.some((each) => each.type === type)) ||
    advanced.some(({ fields }) =>
      fields.some(({ field, tests }) => field === 'resources.type' && (tests.equals ?? []).includes(type)),
    )
  );
}
