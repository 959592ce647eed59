/** Where in a record the values of a pattern's fields stand, lists among them, as bounds: fields found in a list have to be found in one element. */
import type { Field } from '../../languages/event-pattern/index.ts';
import { mayBeAbsent } from '../../languages/event-pattern/index.ts';
import type { Formula } from '../../languages/formula/index.ts';
import { atom, FALSE, NOTHING, not, ofKind, or, someElement, union } from '../../languages/formula/index.ts';
import { VALUES, wantedBy } from './alternatives.ts';
import type { Bounds } from './bounds.ts';
import { every, exactly, some } from './bounds.ts';
import { mayBeList } from './contents.ts';
import type { Sides } from './sides.ts';

type Keys = readonly string[];

/** A field, and the keys that lead to it from the record. */
export interface Sought {
  readonly field: Field;
  readonly keys: Keys;
  /** Another field of the pattern looks into the same list, and this one may be absent: from the element, or from the whole list? */
  readonly isUnclearInLists: boolean;
}

/** A place in a record, and the way to it from there where formulas begin: the record, or an element of a list. */
interface Place {
  readonly keys: Keys;
  readonly path: Keys;
  /** Lists within lists are not followed. */
  readonly isInList: boolean;
}

const ROOT: Place = { keys: [], path: [], isInList: false };
const LIST = ofKind('list');

/** All of them at once. */
export function foundTogether(fields: readonly Sought[]): Bounds {
  return foundAt(ROOT, fields);
}

/** Places on the way to a field, itself included, where some record has a list. */
export function listsOnTheWay(keys: Keys): readonly Keys[] {
  return keys.map((_, index) => keys.slice(0, index + 1)).filter(mayBeList);
}

function foundAt(place: Place, fields: readonly Sought[]): Bounds {
  const [only, another] = fields;
  if (only && !another) return alone(place, only);
  const { keys, path, isInList } = place;
  const plain = inObject(place, fields);
  if (keys.length === 0 || !mayBeList(keys)) return plain;
  const isList = atom(path, LIST);
  const isFollowed = !isInList && fields.every((each) => each.keys.length > keys.length && !mayBeAbsent(each.field));
  const listed = isFollowed ? inElement(place, fields) : { must: FALSE, may: isList };
  return some([every([exactly(not(isList)), plain]), listed]);
}

function inObject(place: Place, fields: readonly Sought[]): Bounds {
  const depth = place.keys.length;
  const groups = new Map<string, Sought[]>();
  for (const each of fields) {
    const key = each.keys[depth] ?? '';
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  // Fields that end here have no further key; every field of a pattern has at least one, and none is empty.
  return every(
    [...groups].flatMap(([key, group]) =>
      key === '' ? group.map((each) => alone(place, each)) : [foundAt(further(place, [key]), group)],
    ),
  );
}

function further({ keys, path, isInList }: Place, more: Keys): Place {
  return { keys: [...keys, ...more], path: [...path, ...more], isInList };
}

function inElement({ keys, path }: Place, fields: readonly Sought[]): Bounds {
  const { must, may } = inObject({ keys, path: [], isInList: true }, fields);
  return { must: someElement(path, must), may: someElement(path, or(may, atom([], LIST))) };
}

function alone(place: Place, sought: Sought): Bounds {
  const found = foundIn(place, sought, wantedBy(sought.field));
  if (!mayBeAbsent(sought.field)) return found;
  const { must, may } = foundIn(place, sought, { yes: VALUES, open: NOTHING });
  return some([found, { must: not(may), may: not(must) }]);
}

/** Some value at the field, or in lists on the way to it, is among those wanted. */
function foundIn(place: Place, { keys, isUnclearInLists }: Sought, { yes, open }: Sides): Bounds {
  const rest = keys.slice(place.keys.length);
  const target = [...place.path, ...rest];
  const either = union(yes, open);
  const lists = [[], ...rest.map((_, index) => rest.slice(0, index + 1))]
    .filter((way) => mayBeList([...place.keys, ...way]))
    .map((way) => ({ way, at: [...place.path, ...way], inside: rest.slice(way.length) }));
  if (place.isInList || isUnclearInLists) {
    return { must: atom(target, yes), may: or(atom(target, either), ...lists.map(({ at }) => atom(at, LIST))) };
  }
  const lost = (from: Keys): readonly Formula[] => lists.map(({ way }) => atom(way.slice(from.length), LIST));
  return {
    must: or(atom(target, yes), ...lists.map(({ at, inside }) => someElement(at, atom(inside, yes)))),
    may: or(
      atom(target, either),
      ...lists.map(({ way, at, inside }) => someElement(at, or(atom(inside, either), ...lost(way)))),
    ),
  };
}
