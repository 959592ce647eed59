/** CloudTrail event selectors: which records a trail takes. Follows "Logging management events" and "Filtering data events by using advanced event selectors". */
import type { CloudTrailRecord, Value } from '../../model/value.ts';
import { isObject } from '../../model/value.ts';
import type { Truth } from '../../model/verdict.ts';
import { allOf, anyOf } from '../../model/verdict.ts';

export interface BasicSelector {
  readonly readWriteType: 'All' | 'ReadOnly' | 'WriteOnly';
  readonly includeManagementEvents: boolean;
  readonly excludedManagementSources: readonly string[];
  readonly dataResources: readonly { readonly type: string; readonly values: readonly string[] }[];
}

export const OPERATORS = ['equals', 'startsWith', 'endsWith', 'notEquals', 'notStartsWith', 'notEndsWith'] as const;
export type SelectorOperator = (typeof OPERATORS)[number];

export interface FieldSelector {
  readonly field: string;
  readonly tests: Readonly<Partial<Record<SelectorOperator, readonly string[]>>>;
}

export interface AdvancedSelector {
  readonly name: string | null;
  readonly fields: readonly FieldSelector[];
}

/** A trail has one or the other; both empty means the default: all management events, no data events. */
export interface EventSelectors {
  readonly basic: readonly BasicSelector[];
  readonly advanced: readonly AdvancedSelector[];
}

export interface SelectorDecision {
  readonly truth: Truth;
  /** Why, in one sentence without subject. */
  readonly sentence: string;
}

/** Reads the answer of GetEventSelectors. */
export function readSelectors(answer: { readonly [key: string]: Value }): EventSelectors {
  return {
    basic: objects(answer['EventSelectors']).map(readBasic),
    advanced: objects(answer['AdvancedEventSelectors']).map(readAdvanced),
  };
}

function readBasic(item: CloudTrailRecord): BasicSelector {
  const type = item['ReadWriteType'];
  return {
    readWriteType: type === 'ReadOnly' || type === 'WriteOnly' ? type : 'All',
    includeManagementEvents: item['IncludeManagementEvents'] !== false,
    excludedManagementSources: texts(item['ExcludeManagementEventSources']),
    dataResources: objects(item['DataResources']).map((resource) => ({
      type: String(resource['Type']),
      values: texts(resource['Values']),
    })),
  };
}

function readAdvanced(item: CloudTrailRecord): AdvancedSelector {
  return {
    name: typeof item['Name'] === 'string' ? item['Name'] : null,
    fields: objects(item['FieldSelectors']).map((field) => ({
      field: String(field['Field']),
      tests: Object.fromEntries(
        OPERATORS.map(
          (operator) => [operator, texts(field[operator.charAt(0).toUpperCase() + operator.slice(1)])] as const,
        ).filter(([, values]) => values.length > 0),
      ),
    })),
  };
}

/** Which management events are taken, over all selectors together. Excluded sources do not count here. */
export function managementEvents(selectors: EventSelectors): 'all' | 'readOnly' | 'writeOnly' | 'none' {
  const takes = (readOnly: boolean) => taken(selectors, 'an.example.com', readOnly) === 'true';
  const [reads, writes] = [takes(true), takes(false)];
  return reads && writes ? 'all' : reads ? 'readOnly' : writes ? 'writeOnly' : 'none';
}

/** Event sources some of whose management events would be taken, were their source not left out. */
export function excludedSources(selectors: EventSelectors): readonly string[] {
  const named = new Set([
    ...selectors.basic.flatMap((selector) => selector.excludedManagementSources),
    ...selectors.advanced.flatMap((selector) =>
      selector.fields.filter(({ field }) => field === 'eventSource').flatMap(({ tests }) => tests.notEquals ?? []),
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

function byBasic(selectors: readonly BasicSelector[], record: CloudTrailRecord): SelectorDecision {
  const name = String(record['eventName'] ?? 'the event');
  const source = String(record['eventSource']);
  const truth = anyOf(selectors.map((selector) => basicTakes(selector, record)));
  if (truth === 'true') return { truth, sentence: `${name} is taken` };
  if (truth === 'unknown') return { truth, sentence: 'the record does not say whether it is read-only' };
  if (selectors.every((selector) => !selector.includeManagementEvents)) {
    return { truth, sentence: 'no management events are taken' };
  }
  if (
    selectors.every(
      (selector) => !selector.includeManagementEvents || selector.excludedManagementSources.includes(source),
    )
  ) {
    return { truth, sentence: `events of ${source} are left out` };
  }
  const isRead = record['readOnly'] === true;
  return {
    truth,
    sentence: `only ${isRead ? 'write' : 'read'} events are taken, and ${name} is a ${isRead ? 'read' : 'write'} event`,
  };
}

function basicTakes(selector: BasicSelector, record: CloudTrailRecord): Truth {
  if (!selector.includeManagementEvents) return 'false';
  if (selector.excludedManagementSources.includes(String(record['eventSource']))) return 'false';
  if (selector.readWriteType === 'All') return 'true';
  if (typeof record['readOnly'] !== 'boolean') return 'unknown';
  return record['readOnly'] === (selector.readWriteType === 'ReadOnly') ? 'true' : 'false';
}

/** Data events of the three types that basic selectors know. */
function dataEvent(selectors: readonly BasicSelector[], record: CloudTrailRecord, category: string): SelectorDecision {
  const resources = objects(record['resources']);
  const arns = resources.flatMap((resource) => texts([resource['ARN'] ?? null, resource['arn'] ?? null]));
  const takes = selectors.some(
    (selector) =>
      selector.dataResources.some(
        ({ type, values }) =>
          resources.some((resource) => resource['type'] === type) &&
          values.some((value) => arns.some((arn) => dataFits(type, value, arn))),
      ) &&
      (selector.readWriteType === 'All' || record['readOnly'] === (selector.readWriteType === 'ReadOnly')),
  );
  return takes
    ? { truth: 'true', sentence: 'the data event is taken' }
    : { truth: 'false', sentence: `no selector takes this ${category} event` };
}

function dataFits(type: string, value: string, arn: string): boolean {
  if (type === 'AWS::S3::Object') return value === 'arn:aws:s3' || arn.startsWith(value);
  return value === 'arn:aws:lambda' || value === 'arn:aws:dynamodb' || arn === value;
}

function byAdvanced(
  selectors: readonly AdvancedSelector[],
  record: CloudTrailRecord,
  category: string | null,
): SelectorDecision {
  const truths = selectors.map((selector) =>
    allOf(selector.fields.map((field) => fieldTakes(field, record, category))),
  );
  const truth = anyOf(truths);
  const name = String(record['eventName'] ?? 'the event');
  if (truth === 'true') return { truth, sentence: `${name} is taken` };
  if (truth === 'unknown')
    return { truth, sentence: `whether ${name} is taken depends on a field the record does not hold` };
  const against = selectors.map((selector) =>
    selector.fields.find((field) => fieldTakes(field, record, category) === 'false'),
  );
  const [first] = against;
  const why = first ? ` (${first.field} ${describe(first)})` : '';
  return { truth, sentence: `no advanced selector takes ${name}${why}` };
}

function describe({ tests }: FieldSelector): string {
  return Object.entries(tests)
    .map(([operator, values]) => `${operator} ${values.join(', ')}`)
    .join(' and ');
}

/** One field: out where a deselecting operator hits, else in where there is no selecting operator or one hits. */
function fieldTakes({ field, tests }: FieldSelector, record: CloudTrailRecord, category: string | null): Truth {
  const values = valuesOf(field, record, category);
  if (values === null) return 'unknown';
  const hits = (operator: SelectorOperator, fits: (value: string, wanted: string) => boolean) =>
    values.some((value) => (tests[operator] ?? []).some((wanted) => fits(value, wanted)));
  const starts = (value: string, wanted: string) => value.startsWith(wanted);
  const ends = (value: string, wanted: string) => value.endsWith(wanted);
  const same = (value: string, wanted: string) => value === wanted;
  if (hits('notEquals', same) || hits('notStartsWith', starts) || hits('notEndsWith', ends)) return 'false';
  if (!tests.equals && !tests.startsWith && !tests.endsWith) return 'true';
  return hits('equals', same) || hits('startsWith', starts) || hits('endsWith', ends) ? 'true' : 'false';
}

/** The texts a selector field compares; null where the record does not say. */
function valuesOf(field: string, record: CloudTrailRecord, category: string | null): readonly string[] | null {
  if (field === 'eventCategory') return category === null ? null : [category];
  if (field === 'resources.type' || field === 'resources.ARN') {
    const key = field.slice('resources.'.length);
    return objects(record['resources']).flatMap((resource) =>
      texts([resource[key] ?? resource[key.toLowerCase()] ?? null]),
    );
  }
  let value: Value | undefined = record;
  for (const step of field.split('.')) value = isObject(value) ? value[step] : undefined;
  if (value === undefined || value === null) return null;
  return [String(value)];
}

function objects(value: Value | undefined): readonly CloudTrailRecord[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function texts(value: Value | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
