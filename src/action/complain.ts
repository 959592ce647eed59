/** How an error is said in a workflow: every mistake in rules or configuration at its line, everything else in one sentence. */
import type { Annotation } from '../index.ts';
import { formatMistakes, MOST_ANNOTATIONS, ReportError, RulebookError, SourceError, UsageError } from '../index.ts';
import { annotate, say } from './log.ts';

/** Returns the sentence. */
export function complain(error: unknown): string {
  const sentence = said(error);
  if (error instanceof RulebookError) {
    const shown = annotationsOf(error);
    for (const annotation of shown) annotate(annotation);
    say(formatMistakes(error));
  } else {
    annotate({ level: 'error', title: 'trailproof', message: sentence });
    const isOurs = isExpected(error);
    if (!isOurs && error instanceof Error) say(error.stack ?? error.message);
  }
  return sentence;
}

function annotationsOf({ mistakes }: RulebookError): readonly Annotation[] {
  return mistakes.slice(0, MOST_ANNOTATIONS).map(({ message, hint, at }) => ({
    level: 'error',
    title: 'trailproof',
    message: hint === undefined ? message : `${message}\n${hint}`,
    // Rules that ship with trailproof are no files of this repository.
    ...(at.file.startsWith('trailproof:') ? {} : { at }),
  }));
}

function isExpected(error: unknown): error is Error {
  return error instanceof UsageError || error instanceof SourceError || error instanceof ReportError;
}

function said(error: unknown): string {
  if (error instanceof RulebookError) return formatMistakes(error).split('\n').at(-1) ?? '';
  if (isExpected(error)) return error.message;
  const message = error instanceof Error ? error.message : String(error);
  return `something went wrong that should not: ${message}. Report it with the log of this step, please.`;
}
