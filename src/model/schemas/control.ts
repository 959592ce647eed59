/** JSON Schema of a framework in a report, control by control. */
import { ASSESSMENTS } from '../framework.ts';
import { VERDICTS } from '../verdict.ts';
import { count, list, object, string, strings } from './words.ts';

const control = object(
  {
    control: { type: 'string', description: "The framework's own number." },
    title: string,
    level: { type: 'integer', minimum: 1 },
    assessment: { enum: [...ASSESSMENTS] },
    verdict: {
      enum: [...VERDICTS, 'manual'],
      description: 'manual: the rules found nothing wrong, or there are none, and people have to answer the rest.',
    },
    rules: strings,
    notAsked: { ...strings, description: 'Rules of it that this run did not ask, or not of every subject.' },
    byHand: { type: 'string', description: 'What of it no rule answers.' },
    note: string,
    counts: object(Object.fromEntries(VERDICTS.map((verdict) => [verdict, count]))),
  },
  ['level', 'notAsked', 'byHand', 'note'],
  'A control of a framework, judged by the findings of its rules.',
);

export const framework = object(
  { id: string, version: string, title: string, notes: strings, references: strings, controls: list(control) },
  ['version'],
);
