/** The four kinds of error thrown on purpose. Everything a user can get wrong ends as one of these: one sentence and the next step. */
import type { Position } from './condition.ts';

/** Wrong options, arguments or files named on the command line. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** One thing wrong in a rule, event class or configuration. */
export interface Mistake {
  readonly message: string;
  readonly at: Position;
  /** "did you mean ...", or the next step. */
  readonly hint?: string;
  /** The line of the file it stands on, for the code frame. */
  readonly source?: string;
}

/** Rules that cannot be used: every mistake found, each with its place. */
export class RulebookError extends Error {
  override readonly name = 'RulebookError';
  readonly mistakes: readonly Mistake[];
  constructor(mistakes: readonly Mistake[]) {
    super(
      mistakes
        .map((mistake) => `${mistake.at.file}:${mistake.at.line}:${mistake.at.column}: ${mistake.message}`)
        .join('\n'),
    );
    this.mistakes = mistakes;
  }
}

/** A source that cannot be read at all (no credentials, an edited snapshot). One datum that cannot be read is a gap, not an error. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
}

/** A report that cannot be written. */
export class ReportError extends Error {
  override readonly name = 'ReportError';
}
