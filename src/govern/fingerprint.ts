/** The identity of a finding: the same in every format, and over every change of wording, evidence or file. */
import { hash } from 'node:crypto';

export interface Identity {
  readonly ruleId: string;
  readonly partition: string;
  readonly account: string;
  readonly region: string;
  /** Id of the subject; '' where there is none. */
  readonly resource: string;
  /** Only where one rule can report one resource twice. */
  readonly discriminator?: string;
}

/** 16 hex digits. */
export function fingerprint({ ruleId, partition, account, region, resource, discriminator }: Identity): string {
  const parts = [ruleId, partition, account, region, resource, ...(discriminator === undefined ? [] : [discriminator])];
  return hash('sha256', parts.join('\0'), 'hex').slice(0, 16);
}
