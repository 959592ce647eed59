/** Progress on stderr: one live line on a terminal, a line now and then elsewhere. */
import type { ProgressEvent } from '../index.ts';
import { openTally } from '../index.ts';

export interface Progress {
  event(event: ProgressEvent): void;
  end(): void;
}

/** Milliseconds between two updates. */
const LIVE = 100;
const SPARSE = 15_000;

export function showProgress(quiet: boolean): Progress {
  if (quiet) return { event: () => {}, end: () => {} };
  const { stderr } = process;
  const isLive = stderr.isTTY === true && process.env['CI'] === undefined;
  const start = Date.now();
  const tally = openTally();
  let last = isLive ? 0 : start;
  let isShown = false;
  return {
    event(event) {
      tally.note(event);
      const now = Date.now();
      if (now - last < (isLive ? LIVE : SPARSE)) return;
      last = now;
      isShown = true;
      const line = tally.said(now - start);
      stderr.write(isLive ? `\r${line.slice(0, (stderr.columns ?? 80) - 1)}\u001b[K` : `${line}\n`);
    },
    end() {
      const line = tally.said(Date.now() - start);
      if (isLive) stderr.write(isShown ? '\r\u001b[K' : '');
      else if (tally.calls > 0) stderr.write(`${line}\n`);
    },
  };
}
