/** Ctrl-C: the first ends the work in an orderly way, the second at once. */

export interface Interrupt {
  readonly signal: AbortSignal;
  /** Gives Ctrl-C back its usual meaning. */
  release(): void;
}

export function onInterrupt(): Interrupt {
  const controller = new AbortController();
  const handle = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, handle);
  return {
    signal: controller.signal,
    release() {
      for (const name of ['SIGINT', 'SIGTERM'] as const) process.off(name, handle);
    },
  };
}
