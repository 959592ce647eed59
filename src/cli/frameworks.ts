/** Frameworks in a list: how many controls each has, and how many of them rules, or people, answer. */
import type { Framework, Room } from '../index.ts';
import { hanging, tally } from '../index.ts';
import { row } from './terminal.ts';

export function frameworkLines(frameworks: readonly Framework[], json: boolean, room: Room): string {
  const rows = frameworks.map((framework) => ({ id: framework.id, title: framework.title, ...tally(framework) }));
  if (json) return `${JSON.stringify(rows, null, 2)}\n`;
  const widest = Math.max('framework'.length, ...rows.map(({ id }) => id.length));
  const line = (id: string, cells: readonly (string | number)[], title: string) => {
    const padded = cells.map((cell, index) => String(cell).padStart(HEADS[index]?.length ?? 0));
    return row(`${[id.padEnd(widest), ...padded].join('  ')}  `, title, room);
  };
  const lines = rows.flatMap(({ id, title, controls, byRules, byBoth, byHand }) =>
    line(id, [controls, byRules, byBoth, byHand], title),
  );
  return `${[...line('framework', HEADS, 'title'), ...lines, '', ...hanging('', CLOSING, room)].join('\n')}\n`;
}

const HEADS = ['controls', 'by rules', 'by both', 'by hand'];
const CLOSING =
  'Controls are answered by rules, by rules and by hand, or by hand alone. "trailproof rules list --framework ID" lists the rules.';
