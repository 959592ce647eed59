/** Event selectors of a trail as bounds on management events, as `languages/event-selectors` decides them on one record. */
import type { EventSelectors } from '../../languages/event-selectors/index.ts';
import type { ValueSet } from '../../languages/formula/index.ts';
import {
  atom,
  complement,
  has,
  intersect,
  like,
  NOTHING,
  ofKind,
  oneOf,
  union,
} from '../../languages/formula/index.ts';
import type { Bounds } from './bounds.ts';
import { ALWAYS, every, NEVER, OPEN, some } from './bounds.ts';

type Basic = EventSelectors['basic'][number];
type Field = EventSelectors['advanced'][number]['fields'][number];

const TEXTS = ofKind('text');
const BOOLEANS = ofKind('true', 'false');
const UNSAID = complement(union(TEXTS, BOOLEANS));

/** For records whose `eventCategory` is known: every record of an event class has one. */
export function selectorBounds(selectors: EventSelectors): Bounds {
  if (selectors.advanced.length > 0) return some(selectors.advanced.map(advancedBounds));
  const isManagement = atom(['eventCategory'], oneOf('Management'));
  const management = selectors.basic.length === 0 ? ALWAYS : some(selectors.basic.map(basicBounds));
  // Data events by basic selectors are no matter of any class here.
  const others = selectors.basic.some(({ dataResources }) => dataResources.length > 0) ? OPEN : NEVER;
  const isOther = atom(['eventCategory'], complement(oneOf('Management')));
  return some([
    every([{ must: isManagement, may: isManagement }, management]),
    every([{ must: isOther, may: isOther }, others]),
  ]);
}

function basicBounds({ includeManagementEvents, excludedManagementSources, readWriteType }: Basic): Bounds {
  if (!includeManagementEvents) return NEVER;
  const source = excludedManagementSources.map((excluded): Bounds => {
    const { yes, open } = spelt(excluded);
    return { must: atom(['eventSource'], complement(union(yes, open))), may: atom(['eventSource'], complement(yes)) };
  });
  if (readWriteType === 'All') return every(source);
  const wanted = oneOf(readWriteType === 'ReadOnly');
  const unsaid = complement(BOOLEANS);
  return every([...source, { must: atom(['readOnly'], wanted), may: atom(['readOnly'], union(wanted, unsaid)) }]);
}

function advancedBounds({ fields }: EventSelectors['advanced'][number]): Bounds {
  return fields.length === 0 ? OPEN : every(fields.map(fieldBounds));
}

/** Out where a deselecting operator hits, else in where there is no selecting operator or one hits. */
function fieldBounds({ field, tests, unknown }: Field): Bounds {
  if (unknown.length > 0) return OPEN;
  const out = hits(tests.notEquals, tests.notStartsWith, tests.notEndsWith);
  const isSelecting = tests.equals ?? tests.startsWith ?? tests.endsWith;
  const inside = isSelecting ? hits(tests.equals, tests.startsWith, tests.endsWith) : { yes: TEXTS, open: NOTHING };
  const yes = intersect(inside.yes, complement(union(out.yes, out.open)));
  const may = intersect(union(inside.yes, inside.open), complement(out.yes));
  const path = field.split('.');
  // A record that does not say decides nothing, and of other values than texts, true and false nothing is known. What stands in lists, as
  // `resources.ARN` does, no path finds.
  return { must: atom(path, withBooleans(yes)), may: atom(path, union(withBooleans(may), UNSAID)) };
}

/** `true` and `false` count as the texts. */
function withBooleans(set: ValueSet): ValueSet {
  const booleans = [true, false].filter((value) => has(set, String(value)));
  return union(intersect(set, TEXTS), oneOf(...booleans));
}

type Values = readonly string[] | undefined;

function hits(equal: Values = [], starts: Values = [], ends: Values = []): typeof NONE {
  const sets = [
    ...equal.map((value) => spelt(value)),
    ...starts.map((value) => spelt(value, '')),
    ...ends.map((value) => spelt('', value)),
  ];
  return sets.reduce(({ yes, open }, each) => ({ yes: union(yes, each.yes), open: union(open, each.open) }), NONE);
}

const NONE: { readonly yes: ValueSet; readonly open: ValueSet } = { yes: NOTHING, open: NOTHING };

/** Texts made of the parts, and those that differ from them in case alone: whether they count is not documented. */
function spelt(...parts: readonly string[]): { readonly yes: ValueSet; readonly open: ValueSet } {
  const yes = parts.length === 1 ? oneOf(parts[0] ?? '') : like(parts);
  return { yes, open: intersect(like(parts, { ignoreCase: true }), complement(yes)) };
}
