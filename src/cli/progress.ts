/** Progress on stderr: one live line on a terminal, a line now and then elsewhere. */
import type { ProgressEvent } from '../index.ts';

export interface Progress {
  event(event: ProgressEvent): void;
  end(): void;
}

/** Milliseconds between two updates. */
const LIVE = 100;
const SPARSE = 15_000;

interface State {
  total: number;
  done: number;
  failed: number;
  calls: number;
  throttled: number;
}

export function showProgress(quiet: boolean): Progress {
  if (quiet) return { event: () => {}, end: () => {} };
  const { stderr } = process;
  const isLive = stderr.isTTY === true && process.env['CI'] === undefined;
  const start = Date.now();
  const state: State = { total: 0, done: 0, failed: 0, calls: 0, throttled: 0 };
  let last = isLive ? 0 : start;
  let isShown = false;
  return {
    event(event) {
      note(state, event);
      const now = Date.now();
      if (now - last < (isLive ? LIVE : SPARSE)) return;
      last = now;
      isShown = true;
      const line = said(state, now - start);
      stderr.write(isLive ? `\r${line.slice(0, (stderr.columns ?? 80) - 1)}\u001b[K` : `${line}\n`);
    },
    end() {
      const line = said(state, Date.now() - start);
      if (isLive) stderr.write(isShown ? '\r\u001b[K' : '');
      else if (state.calls > 0) stderr.write(`${line}\n`);
    },
  };
}

function note(state: State, event: ProgressEvent): void {
  if (event.type === 'accounts') state.total = event.total;
  if (event.type === 'account') {
    state.done++;
    if (event.failed) state.failed++;
  }
  if (event.type === 'call') {
    state.calls++;
    if (event.throttled) state.throttled++;
  }
}

/** "12 of 40 accounts, 310 calls, 2 throttled, 14 s, about 32 s left". */
function said({ total, done, failed, calls, throttled }: State, elapsed: number): string {
  const seconds = Math.round(elapsed / 1000);
  const left = done > 0 && total > done ? Math.round(((elapsed / done) * (total - done)) / 1000) : null;
  return [
    `trailproof: ${done} of ${total || '?'} accounts`,
    ...(failed > 0 ? [`${failed} unreadable`] : []),
    `${calls} calls`,
    ...(throttled > 0 ? [`${throttled} throttled`] : []),
    `${seconds} s`,
    ...(left === null ? [] : [`about ${left} s left`]),
  ].join(', ');
}
