/** The chain of a proof on a terminal, link by link up to the one that breaks, with a caret into the text it is about. */
import type { Link, Proof } from '../../model/proof.ts';
import type { Verdict } from '../../model/verdict.ts';
import { plural, spoken } from '../../model/words.ts';
import { pointedAt } from '../proof.ts';
import type { Page } from './page.ts';
import { COLOR, labelled, paragraph } from './page.ts';

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
  return [...lines, ...excerptLines(page, link.text, indent + 2)];
}

function excerptLines(page: Page, text: NonNullable<Link['text']>, indent: number): readonly string[] {
  const room = { width: page.width - indent, ellipsis: page.ellipsis };
  const [line, carets] = pointedAt(text, room, page.text);
  return [line, page.paint('yellow', carets)].map((each) => `${' '.repeat(indent)}${each}`);
}
