/** Controls of the frameworks on a terminal, a line each. */
import type { Report, ReportControl, ReportFramework } from '../../model/report.ts';
import { behind, CONTROL_WORD, controlCounts } from '../controls.ts';
import { heading } from './closing.ts';
import type { Page } from './page.ts';
import { COLOR, labelled, paragraph } from './page.ts';

/** Where little is wanted, only controls that fail or are unknown, and the counts. */
export function controlLines({ frameworks = [] }: Report, page: Page, quiet: boolean): readonly string[] {
  return frameworks.flatMap((framework) => ofFramework(framework, page, quiet));
}

function ofFramework(framework: ReportFramework, page: Page, quiet: boolean): readonly string[] {
  const { title, notes, controls } = framework;
  const shown = quiet ? controls.filter(({ verdict }) => verdict === 'fail' || verdict === 'unknown') : controls;
  const widest = Math.max(0, ...shown.map(({ control }) => page.text(control).length));
  return [
    heading(page, page.text(title)),
    ...paragraph(page, 2, page.text(controlCounts(framework))),
    ...shown.flatMap((control) => line(control, page, widest)),
    ...(quiet ? [] : notes.flatMap((note) => paragraph(page, 2, page.text(note)))),
    '',
  ];
}

function line(each: ReportControl, page: Page, widest: number): readonly string[] {
  const { control, title, verdict } = each;
  const sign = verdict === 'manual' ? page.dot : page.sign[verdict];
  const label = `${sign} ${page.text(control).padEnd(widest)}  ${CONTROL_WORD[verdict].padEnd(14)}  `;
  const details = behind(each);
  const text = details.length === 0 ? title : `${title} (${details.join('; ')})`;
  return labelled(page, 2, label, page.text(text), verdict === 'manual' ? 'dim' : COLOR[verdict]);
}
