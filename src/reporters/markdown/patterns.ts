/** Patterns that do not match, or of which it is not decided, each with carets under the part that is in the way. Cells of tables have no room for them. */
import type { Report } from '../../model/report.ts';
import { enumerate, plural, spoken } from '../../model/words.ts';
import type { Problem } from '../problems.ts';
import { problemsOf } from '../problems.ts';
import { failingText, pointedAt } from '../proof.ts';
import { accountLabel, accountNames } from '../subject.ts';
import { block, code } from './write.ts';

/** As many as fit into `room` characters; nothing where no problem is about a pattern. */
export function patterns(report: Report, room: number): readonly string[] {
  const names = accountNames(report);
  const all = problemsOf(report).flatMap((problem) => pattern(problem, names));
  if (all.length === 0) return [];
  let used = 0;
  const shown = all.filter((text) => {
    used += text.length + 2;
    return used <= room;
  });
  const leftOut = all.length - shown.length;
  const note =
    leftOut === 0 ? '' : `*${plural(leftOut, 'more pattern')} left out here; the HTML report has all of them.*`;
  return ['### Where patterns fail, or are not decided', ...shown, note];
}

/** As in the tables, one finding speaks for all of its problem. */
function pattern({ findings, rules, accounts }: Problem, names: ReadonlyMap<string, string>): readonly string[] {
  const proof = findings[0]?.proof;
  const link = proof ? failingText(proof) : null;
  if (!link) return [];
  const where = enumerate(
    accounts.map((account) => code(accountLabel(account, names))),
    3,
  );
  const lead = `${code(rules[0] ?? '')} in ${where}, ${spoken(link.link)}:`;
  return [`${lead}\n\n${block(pointedAt(link.text))}`];
}
