/** Frameworks in a list: how many controls each has, and how many of them rules, or people, answer. */
import type { Framework } from '../index.ts';
import { tally } from '../index.ts';

export function frameworkLines(frameworks: readonly Framework[], json: boolean): string {
  const rows = frameworks.map((framework) => ({ id: framework.id, title: framework.title, ...tally(framework) }));
  if (json) return `${JSON.stringify(rows, null, 2)}\n`;
  const widest = Math.max('framework'.length, ...rows.map(({ id }) => id.length));
  const line = (id: string, cells: readonly (string | number)[], title: string) =>
    [id.padEnd(widest), ...cells.map((cell, index) => String(cell).padStart(HEADS[index]?.length ?? 0)), title].join(
      '  ',
    );
  const lines = rows.map(({ id, title, controls, byRules, byBoth, byHand }) =>
    line(id, [controls, byRules, byBoth, byHand], title),
  );
  return `${[line('framework', HEADS, 'title'), ...lines].join('\n')}\n\n${CLOSING}\n`;
}

const HEADS = ['controls', 'by rules', 'by both', 'by hand'];
const CLOSING =
  'Controls are answered by rules, by rules and by hand, or by hand alone. "trailproof rules list --framework ID" lists the rules.';
