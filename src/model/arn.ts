/** Amazon Resource Names ("Amazon Resource Names (ARNs)", AWS General Reference): the one place where they are taken apart and put together. */

export interface Arn {
  /** `aws`, `aws-us-gov`, `aws-cn`. */
  readonly partition: string;
  readonly service: string;
  /** '' where the service has none. */
  readonly region: string;
  /** 12 digits, or ''. */
  readonly account: string;
  /** Everything behind the account: `trail/main`, `log-group:audit:*`. */
  readonly name: string;
}

/** Null where the text is none. */
export function parseArn(text: string): Arn | null {
  const match = /^arn:([^:]+):([^:]+):([^:]*):([^:]*):(.+)$/s.exec(text);
  if (!match) return null;
  const [, partition = '', service = '', region = '', account = '', name = ''] = match;
  return { partition, service, region, account, name };
}

export function printArn({ partition, service, region, account, name }: Arn): string {
  return ['arn', partition, service, region, account, name].join(':');
}

/** By how the names of their regions begin. */
const PARTITIONS: readonly (readonly [beginning: string, partition: string])[] = [
  ['us-gov-', 'aws-us-gov'],
  ['cn-', 'aws-cn'],
  ['eusc-', 'aws-eusc'],
  ['us-iso-', 'aws-iso'],
  ['us-isob-', 'aws-iso-b'],
  ['eu-isoe-', 'aws-iso-e'],
  ['us-isof-', 'aws-iso-f'],
];

/** The partition that a region belongs to. */
export function partitionOf(region: string): string {
  return PARTITIONS.find(([beginning]) => region.startsWith(beginning))?.[1] ?? 'aws';
}

/** How ARNs begin where nothing is said of a partition, as in samples. */
export const COMMON = 'arn:aws:';

/** A text whose ARNs of the common partition become those of another. */
export function inPartition(text: string, partition: string): string {
  return partition === 'aws' ? text : text.replaceAll(COMMON, `arn:${partition}:`);
}
