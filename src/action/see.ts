/** Where the action's snapshot comes from: a file that was given, or live AWS. */
import { cpus } from 'node:os';
import type { Prepared, Report, Snapshot } from '../index.ts';
import { collect, DEFAULT_PACE, openTally, readGiven, readSnapshot, scopeOf } from '../index.ts';
import type { Inputs } from './inputs.ts';
import { say } from './log.ts';

export interface Seen {
  readonly snapshot: Snapshot;
  readonly source: Report['source'];
}

/** Milliseconds between two lines of progress. */
const SPARSE = 30_000;

/** @throws SourceError */
export async function see(
  { file, endpointUrl, saveSnapshot }: Inputs,
  { rulebook, settings, options }: Pick<Prepared, 'rulebook' | 'settings' | 'options'>,
  version: string,
  signal: AbortSignal,
): Promise<Seen> {
  if (file !== undefined) {
    return { snapshot: readSnapshot(readGiven(file), file), source: { type: 'snapshot', name: file, options } };
  }
  const tally = openTally();
  const now = new Date();
  const sparse = setInterval(() => say(tally.said(Date.now() - now.getTime())), SPARSE);
  try {
    const snapshot = await collect(rulebook, {
      scope: scopeOf(settings),
      concurrency: DEFAULT_PACE.perProcessor * Math.max(1, cpus().length),
      timeout: DEFAULT_PACE.timeout * 1000,
      now,
      tool: { name: 'trailproof', version },
      onProgress: tally.note,
      signal,
      ...(endpointUrl === undefined ? {} : { endpointUrl }),
    });
    say(tally.said(Date.now() - now.getTime()));
    const kept = saveSnapshot === undefined ? {} : { kept: saveSnapshot };
    const given = endpointUrl === undefined ? options : [...options, { option: '--endpoint-url', value: endpointUrl }];
    return { snapshot, source: { type: 'aws', name: snapshot.scope.caller ?? 'aws', ...kept, options: given } };
  } finally {
    clearInterval(sparse);
  }
}
