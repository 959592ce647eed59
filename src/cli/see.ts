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

type SeeOptions = ScopeOptions & { readonly quiet?: boolean; readonly saveSnapshot?: string };

/** @throws UsageError, SourceError */
export async function see(
  files: readonly string[],
  asked: Prepared,
  options: SeeOptions,
  version: string,
): Promise<Seen> {
  const [file, another] = files;
  if (another !== undefined) {
    throw new UsageError(`one snapshot at a time, please: ${files.join(', ')} were given.`);
  }
  if (file !== undefined) return fromFile(file, asked, options);
  return live(asked, options, version);
}

function fromFile(file: string, asked: Prepared, options: ScopeOptions): Seen {
  checkOffline(options, file, spelt);
  const snapshot = readSnapshot(readGiven(file), file);
  return { snapshot, source: { type: 'snapshot', name: file, options: asked.options }, interrupted: false };
}

async function live(
  { rulebook, settings, options: given }: Prepared,
  options: SeeOptions,
  version: string,
): Promise<Seen> {
  const { endpointUrl: endpoint } = options;
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
      ...(endpoint === undefined ? {} : { endpointUrl: endpoint }),
    });
    return {
      snapshot,
      source: {
        type: 'aws',
        name: snapshot.scope.caller ?? 'aws',
        ...(options.saveSnapshot === undefined ? {} : { kept: options.saveSnapshot }),
        options: endpoint === undefined ? given : [...given, { option: '--endpoint-url', value: endpoint }],
      },
      interrupted: interrupt.signal.aborted,
    };
  } finally {
    progress.end();
    interrupt.release();
  }
}
