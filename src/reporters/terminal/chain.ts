/** The chain of a proof on a terminal, link by link up to the one that breaks, with a caret into the text it is about. */
import type { Link, Proof } from '../../model/proof.ts';
import type { Verdict } from '../../model/verdict.ts';
import { plural, spoken } from '../../model/words.ts';
import type { Page } from './page.ts';
import { COLOR, columns, labelled, paragraph } from './page.ts';

const VERDICT: Readonly<Record<Link['truth'], Verdict>> = { true: 'pass', false: 'fail', unknown: 'unknown' };

/** The nearest route; a proof without one has nothing to show beyond its sentence. */
export function chainLines(page: Page, proof: Proof, indent: number): readonly string[] {
  const [route, ...others] = proof.routes;
  if (!route) return [];
  const widest = Math.max(...route.links.map(({ link }) => spoken(link).length));
  const lines = route.links.flatMap((link) => linkLines(page, link, indent, widest));
  if (others.length === 0) return lines;
  const more = `${plural(others.length, 'other route was', 'other routes were')} examined and came no further`;
  return [...lines, ...paragraph(page, indent, more)];
}

function linkLines(page: Page, link: Link, indent: number, widest: number): readonly string[] {
  const verdict = VERDICT[link.truth];
  const label = `${page.sign[verdict]} ${spoken(link.link).padEnd(widest)}  `;
  const lines = labelled(page, indent, label, page.text(link.sentence), COLOR[verdict]);
  if (link.truth === 'true' || !link.text) return lines;
  return [...lines, ...excerpt(page, link.text, indent + 2)];
}

/** A long text is cut so that the part that matters stays in sight. */
function excerpt(page: Page, { value, start, end }: NonNullable<Link['text']>, indent: number): readonly string[] {
  const room = page.width - indent;
  const before = page.text(value.slice(0, start));
  const marked = page.text(value.slice(start, end));
  const after = page.text(value.slice(end));
  const head = columns(before) + columns(marked) <= room ? before : tail(page, before, Math.floor(room / 3));
  const line = shortened(page, `${head}${marked}${after}`, room);
  const carets = Math.max(1, Math.min(columns(marked), room - columns(head)));
  return [
    `${' '.repeat(indent)}${line}`,
    `${' '.repeat(indent + columns(head))}${page.paint('yellow', '^'.repeat(carets))}`,
  ];
}

function tail(page: Page, text: string, room: number): string {
  if (columns(text) <= room) return text;
  const kept = [...text];
  while (columns(kept.join('')) > room - columns(page.ellipsis)) kept.shift();
  return `${page.ellipsis}${kept.join('')}`;
}

function shortened(page: Page, text: string, room: number): string {
  if (columns(text) <= room) return text;
  const kept = [...text].slice(0, room);
  while (columns(kept.join('')) > room - columns(page.ellipsis)) kept.pop();
  return `${kept.join('')}${page.ellipsis}`;
}
