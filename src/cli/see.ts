/** Where a command's snapshot comes from: a file that was given, or live AWS. */
import type { Prepared, Report, Snapshot } from '../index.ts';
import { checkOffline, collect, readGiven, readSnapshot, scopeOf, UsageError } from '../index.ts';
import { onInterrupt } from './interrupt.ts';
import type { ScopeOptions } from './options.ts';
import { spelt } from './options.ts';
import { showProgress } from './progress.ts';

export interface Seen {
  readonly snapshot: Snapshot;
  readonly source: Report['source'];
  /** The run was ended by Ctrl-C; the snapshot holds what was read until then. */
  readonly interrupted: boolean;
}

/** @throws UsageError, SourceError */
export async function see(
  files: readonly string[],
  asked: Prepared,
  options: ScopeOptions & { readonly quiet?: boolean },
  version: string,
): Promise<Seen> {
  const [file, another] = files;
  if (another !== undefined) {
    throw new UsageError(`one snapshot at a time, please: ${files.join(', ')} were given.`);
  }
  if (file !== undefined) return fromFile(file, options);
  return live(asked, options, version);
}

function fromFile(file: string, options: ScopeOptions): Seen {
  checkOffline(options, file, spelt);
  const snapshot = readSnapshot(readGiven(file), file);
  return { snapshot, source: { type: 'snapshot', name: file }, interrupted: false };
}

async function live(
  { rulebook, settings }: Prepared,
  options: ScopeOptions & { readonly quiet?: boolean },
  version: string,
): Promise<Seen> {
  const interrupt = onInterrupt();
  const progress = showProgress(options.quiet === true);
  try {
    const snapshot = await collect(rulebook, {
      scope: scopeOf(settings),
      concurrency: options.concurrency,
      timeout: options.timeout * 1000,
      now: new Date(),
      tool: { name: 'trailproof', version },
      onProgress: progress.event,
      signal: interrupt.signal,
      ...(options.endpointUrl === undefined ? {} : { endpointUrl: options.endpointUrl }),
    });
    return {
      snapshot,
      source: { type: 'aws', name: snapshot.scope.caller ?? 'aws' },
      interrupted: interrupt.signal.aborted,
    };
  } finally {
    progress.end();
    interrupt.release();
  }
}
