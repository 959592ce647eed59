/** Frameworks as SARIF taxonomies (3.19.3): their controls are the taxa that a result violates or meets. */
import type { ReportingDescriptorReference, ToolComponent } from 'sarif';
import type { ReportFramework } from '../../model/report.ts';
import { cut, plain } from '../plain.ts';

/** What code scanning takes of a text. */
const LONGEST = 1024;

export function taxonomy({ id, version, title, references, controls }: ReportFramework): ToolComponent {
  const [page] = references;
  return {
    name: id,
    ...(version === undefined ? {} : { version }),
    shortDescription: { text: cut(plain(title), LONGEST) },
    ...(page !== undefined && URL.canParse(page) ? { informationUri: new URL(page).href } : {}),
    isComprehensive: false,
    taxa: controls.map(({ control, title: asked, verdict, assessment, level, byHand, counts }) => ({
      id: plain(control),
      shortDescription: { text: cut(plain(asked), LONGEST) },
      properties: {
        verdict,
        assessment,
        ...(level === undefined ? {} : { level }),
        ...(byHand === undefined ? {} : { byHand: plain(byHand) }),
        counts,
      },
    })),
  };
}

/** The controls that a rule answers, by framework and place in its list. */
export function taxaOf(rule: string, frameworks: readonly ReportFramework[]): ReportingDescriptorReference[] {
  return frameworks.flatMap(({ id, controls }, framework) =>
    controls.flatMap(({ control, rules }, index) =>
      rules.includes(rule) ? [{ id: plain(control), index, toolComponent: { name: id, index: framework } }] : [],
    ),
  );
}
