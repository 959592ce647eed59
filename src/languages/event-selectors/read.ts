/** Event selectors as GetEventSelectors gives them, in one shape. */
import type { CloudTrailRecord, Value } from '../../model/value.ts';
import { isObject } from '../../model/value.ts';
import type { Truth } from '../../model/verdict.ts';

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
  /** Operators that are not known here, or with other values than texts; what they leave out is not decided. */
  readonly unknown: readonly string[];
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
        OPERATORS.map((operator) => [operator, texts(field[spelt(operator)])] as const).filter(
          ([, values]) => values.length > 0,
        ),
      ),
      unknown: Object.keys(field).filter(
        (key) => key !== 'Field' && field[key] !== null && !(isOperator(key) && isOfTexts(field[key])),
      ),
    })),
  };
}

function isOperator(key: string): boolean {
  return OPERATORS.some((operator) => key === spelt(operator));
}

/** Other values than texts are compared by nobody, and must not be taken for none. */
function isOfTexts(value: Value | undefined): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

/** As CloudTrail writes it: `NotEquals`. */
function spelt(operator: SelectorOperator): string {
  return operator.charAt(0).toUpperCase() + operator.slice(1);
}

export function objects(value: Value | undefined): readonly CloudTrailRecord[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function texts(value: Value | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

/** Whether letters that differ in case alone are the same is not documented. */
export function equal(value: string, wanted: string): Truth {
  if (value === wanted) return 'true';
  return lowered(value) === lowered(wanted) ? 'unknown' : 'false';
}

/** Names of AWS are ASCII. */
function lowered(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
