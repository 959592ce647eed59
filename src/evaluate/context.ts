/** What evaluation looks at besides a condition and a resource. */
import type { Kind } from '../kinds/kind.ts';
import type { CheckContext, CheckWord } from '../model/outcome.ts';

export interface Context extends CheckContext {
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly words: ReadonlyMap<string, CheckWord>;
  /** Milliseconds since 1970: the snapshot's time. */
  readonly now: number;
}
