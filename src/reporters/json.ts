/** The full report as JSON: what scripts build on, and what every other format is made from. Its schema is `schema/report.json`. */
import type { Reporter } from '../model/report.ts';

export const json: Reporter = {
  format: 'json',
  about: 'everything, for scripts and for evidence; has a published schema',
  extension: 'json',
  render: (report) => `${JSON.stringify(report, null, 2)}\n`,
};
