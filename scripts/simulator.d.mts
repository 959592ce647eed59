/** What scripts/simulator.mjs gives. */
export interface Started {
  /** Where it listens. */
  readonly url: string;
  readonly accounts: readonly { readonly id: string; readonly name: string; readonly about?: string }[];
  /** Credentials of the caller, for the environment of a child process. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

export function startSimulator(options?: { readonly world?: string; readonly port?: number }): Promise<Started>;
