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

/** The six parts of an ARN, or of a pattern of ARNs, `arn` being the first; fewer where it has fewer. */
export function arnParts(pattern: string): readonly string[] {
  const parts = pattern.split(':');
  return parts.length < 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
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

/** Where services that are one for all regions answer, by partition ("AWS Organizations endpoints and quotas"). */
const CENTRAL: Readonly<Record<string, string>> = {
  aws: 'us-east-1',
  'aws-us-gov': 'us-gov-west-1',
  'aws-cn': 'cn-northwest-1',
  'aws-eusc': 'eusc-de-east-1',
  'aws-iso': 'us-iso-east-1',
  'aws-iso-b': 'us-isob-east-1',
  'aws-iso-e': 'eu-isoe-west-1',
  'aws-iso-f': 'us-isof-south-1',
};

/** The region in which Organizations, IAM and the list of regions are asked. */
export function centralRegion(partition: string): string {
  return CENTRAL[partition] ?? 'us-east-1';
}

/** How ARNs begin where nothing is said of a partition, as in samples. */
export const COMMON = 'arn:aws:';

/** A text whose ARNs of the common partition become those of another. */
export function inPartition(text: string, partition: string): string {
  return partition === 'aws' ? text : text.replaceAll(COMMON, `arn:${partition}:`);
}
