/** A proof as commands tell it: its routes link by link, a caret where a pattern fails, where each link was read, and the record nobody is told of. */
import type { Excluded, Gap, Link, Origin, Proof, Room, Snapshot } from '../index.ts';
import { byAndUntil, enumerate, hanging, partsOf, underlined, written } from '../index.ts';

/** Where what a proof speaks of was read, and what could not be. */
export interface Sources {
  readonly gaps: ReadonlyMap<string, Gap>;
  /** By id of the resource. */
  readonly origins: ReadonlyMap<string, readonly Origin[]>;
}

export function sourcesOf(gaps: readonly Gap[], { resources }: Snapshot): Sources {
  return {
    gaps: new Map(gaps.map((gap) => [gap.id, gap])),
    origins: new Map(resources.map(({ id, origins }) => [id, Object.values(origins)])),
  };
}

const LINK_MARKS = { true: 'ok     ', false: 'BROKEN ', unknown: 'UNKNOWN' } as const;
const ROUTES = { true: 'complete', false: 'broken', unknown: 'not decided' } as const;
const UNDER_LINK = ' '.repeat(12);

/** Lines as they are, control characters and all: see `printable`. */
export function proofLines(proof: Proof, sources: Sources, room: Room): readonly string[] {
  return [
    ...proof.routes.flatMap((route, number) => [
      `  route ${number + 1} (${ROUTES[route.truth]})`,
      ...route.links.flatMap((link, index) => linkLines(link, route.links[index - 1], sources, room)),
    ]),
    ...(proof.excluded ?? []).flatMap((each) => hanging('  ', exclusionLine(each), room)),
    ...counterexampleLines(proof, room),
  ];
}

/** Where a resource was read is said once, at the first of its links. */
function linkLines(link: Link, before: Link | undefined, sources: Sources, room: Room): readonly string[] {
  const isSaid = before !== undefined && before.resource === link.resource;
  const origins = isSaid ? [] : (sources.origins.get(link.resource ?? '') ?? []);
  return [
    ...hanging(`    ${LINK_MARKS[link.truth]} `, `${link.link}: ${link.sentence}`, room),
    ...(link.text ? marked(link.text, UNDER_LINK, room) : []),
    ...notRead(link.gaps, sources).flatMap((line) => hanging(`${UNDER_LINK}${NOT_READ}`, line, room)),
    ...(origins.length > 0 ? hanging(`${UNDER_LINK}read from `, readFrom(origins), room) : []),
  ];
}

/** A text with carets under the part that matters, cut to the room there is. Offsets are UTF-16 units, `end` exclusive. */
export function marked(
  { value, start, end }: { readonly value: string; readonly start: number; readonly end: number },
  indent: string,
  { width, ellipsis }: Room,
): readonly string[] {
  const lines = underlined(partsOf(value, start, end), { width: width - indent.length, ellipsis });
  return lines.map((line) => `${indent}${line}`);
}

/** Stands before what `notRead` says. */
export const NOT_READ = 'not read  ';

export function notRead(ids: readonly string[] | undefined, { gaps }: Sources): readonly string[] {
  return (ids ?? []).flatMap((id) => gaps.get(id) ?? []).map(({ id, message }) => `${id}: ${message}`);
}

/** "cloudtrail:DescribeTrails and cloudtrail:GetTrailStatus in 111122223333/us-east-1". */
export function readFrom(origins: readonly Origin[]): string {
  const places = new Map<string, string[]>();
  for (const origin of origins) {
    if ('file' in origin) places.set(`${origin.file}:${origin.line}:${origin.column}`, []);
    else {
      const place = [origin.account, origin.region].filter((part) => part !== '').join('/');
      places.set(place, [...(places.get(place) ?? []), origin.call]);
    }
  }
  return [...places]
    .map(([place, calls]) => (calls.length === 0 ? place : `${calls.join(', ')} in ${place}`))
    .join('; ');
}

function exclusionLine(excluded: Excluded): string {
  const { events, records, because, by } = excluded;
  const granted = by === 'waiver' ? `; waived${byAndUntil(excluded)}` : '';
  return `left out on purpose of ${enumerate(events)}: ${records} (because: ${because}${granted})`;
}

/** What sets it apart first: the rest is there to be believed. */
function counterexampleLines({ counterexample, differs = [] }: Proof, room: Room): readonly string[] {
  if (!counterexample) return [];
  const fields = differs.flatMap(({ field, value }) =>
    hanging('    ', `${field} is ${value === undefined ? 'absent' : written(value)}`, room),
  );
  return [
    ...hanging('  ', `nobody is told about this record${fields.length === 0 ? ':' : ', in which'}`, room),
    ...fields,
    ...JSON.stringify(counterexample, null, 2)
      .split('\n')
      .map((line) => `    ${line}`),
  ];
}

/** Names come from accounts: nothing in them may steer the terminal. Every character keeps its column. */
export function printable(line: string): string {
  return line.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, ' ');
}
