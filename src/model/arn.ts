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

/** The partition that a region belongs to. */
export function partitionOf(region: string): string {
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  return region.startsWith('cn-') ? 'aws-cn' : 'aws';
}
