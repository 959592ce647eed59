/** Controls of the frameworks as Markdown tables, those with something wrong first. */
import type { Report, ReportControl } from '../../model/report.ts';
import { behind, CONTROL_ORDER, CONTROL_WORD, controlCounts } from '../controls.ts';
import { code, prose, table } from './write.ts';

/** `room` in characters is shared by the frameworks. */
export function controlTables({ frameworks = [] }: Report, room: number): readonly string[] {
  return frameworks.flatMap((framework) => {
    const rank = ({ verdict }: ReportControl) => CONTROL_ORDER.indexOf(verdict);
    const rows = framework.controls.toSorted((one, other) => rank(one) - rank(other)).map(row);
    const shown = table(['control', 'verdict', 'what it asks for', 'rules'], rows, room / frameworks.length);
    const more =
      shown.leftOut > 0
        ? `*${shown.leftOut} of the controls left out here; the JSON and HTML reports have all of them.*`
        : '';
    return [`### ${prose(framework.title)}`, prose(controlCounts(framework)), shown.rows, more];
  });
}

function row(each: ReportControl): readonly string[] {
  const details = behind(each);
  const text = details.length === 0 ? each.title : `${each.title} (${details.join('; ')})`;
  return [code(each.control), CONTROL_WORD[each.verdict], prose(text), each.rules.map(code).join(', ')];
}
