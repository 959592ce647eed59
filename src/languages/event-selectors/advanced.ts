/** Advanced event selectors: fields of a record by selecting and deselecting operators. */
import type { CloudTrailRecord, Value } from '../../model/value.ts';
import { isObject } from '../../model/value.ts';
import type { Truth } from '../../model/verdict.ts';
import { allOf, anyOf, not } from '../../model/verdict.ts';
import type { AdvancedSelector, FieldSelector, SelectorDecision, SelectorOperator } from './read.ts';
import { equal, objects, texts } from './read.ts';

export function byAdvanced(
  selectors: readonly AdvancedSelector[],
  record: CloudTrailRecord,
  category: string | null,
): SelectorDecision {
  const truths = selectors.map((selector) =>
    // CloudTrail takes no selector without fields.
    selector.fields.length === 0
      ? 'unknown'
      : allOf(selector.fields.map((field) => fieldTakes(field, record, category))),
  );
  const truth = anyOf(truths);
  const name = String(record['eventName'] ?? 'the event');
  if (truth === 'true') return { truth, sentence: `${name} is taken` };
  if (truth === 'unknown')
    return {
      truth,
      sentence: `whether ${name} is taken depends on a field the record does not hold, or on an operator that is not known here`,
    };
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
function fieldTakes(
  { field, tests, unknown }: FieldSelector,
  record: CloudTrailRecord,
  category: string | null,
): Truth {
  const values = valuesOf(field, record, category);
  if (values === null || unknown.length > 0) return 'unknown';
  const hits = (operator: SelectorOperator, fits: typeof equal) =>
    anyOf(values.flatMap((value) => (tests[operator] ?? []).map((wanted) => fits(value, wanted))));
  const deselected = anyOf([hits('notEquals', equal), hits('notStartsWith', starts), hits('notEndsWith', ends)]);
  const isSelecting = tests.equals ?? tests.startsWith ?? tests.endsWith;
  const selected = anyOf([hits('equals', equal), hits('startsWith', starts), hits('endsWith', ends)]);
  return allOf([not(deselected), isSelecting ? selected : 'true']);
}

function starts(value: string, wanted: string): Truth {
  return equal(value.slice(0, wanted.length), wanted);
}

function ends(value: string, wanted: string): Truth {
  return equal(wanted === '' ? '' : value.slice(-wanted.length), wanted);
}

/** The texts a selector field compares; null where the record does not say. */
function valuesOf(field: string, record: CloudTrailRecord, category: string | null): readonly string[] | null {
  if (field === 'eventCategory') return category === null ? null : [category];
  if (field === 'resources.type' || field === 'resources.ARN') {
    const key = field.slice('resources.'.length);
    const resources = objects(record['resources']);
    const found = resources.flatMap((resource) => texts([resource[key] ?? resource[key.toLowerCase()] ?? null]));
    return found.length > 0 ? found : null;
  }
  let value: Value | undefined = record;
  for (const step of field.split('.')) value = isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  if (value === undefined || value === null) return null;
  return [String(value)];
}
