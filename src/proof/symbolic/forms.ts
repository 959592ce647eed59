/** Forms in which CloudTrail writes versions, times, addresses and ARNs ("CloudTrail record contents", "CloudTrail userIdentity element"). */
import type { ValueSet } from '../../languages/formula/index.ts';
import { finding, intersect, NOTHING, ofKind, union } from '../../languages/formula/index.ts';
import { printArn } from '../../model/arn.ts';

const TEXT = ofKind('text');

/** Texts that are wholly written like one of these. */
function written(...sources: readonly string[]): ValueSet {
  const found = finding(sources.map((source) => `^${source}$`).join('|'));
  if (!found) throw new Error(`${sources.join(' or ')} is not understood`);
  return intersect(found, TEXT);
}

/** From the first version on that says of every event of which category it is. A second major version would change what fields hold. */
export const VERSION: ValueSet = written('1\\.0[7-9]', '1\\.[1-9][0-9]+');

/** Times as a calendar and a clock have them; days that some months do not have are of no matter. */
export const TIME: ValueSet = times();

function times(): ValueSet {
  const [year, month, day] = ['2[0-9][0-9][0-9]', ['0[1-9]', '1[0-2]'], ['0[1-9]', '[12][0-9]', '3[01]']] as const;
  const [hour, minute] = [['[01][0-9]', '2[0-3]'], '[0-5][0-9]'] as const;
  const dates = month.flatMap((each) => day.map((one) => `${year}-${each}-${one}`));
  const all = dates.flatMap((date) => hour.map((each) => `${date}T${each}:${minute}:${minute}Z`));
  return all.map((each) => written(each)).reduce(union, NOTHING);
}

/** The number of an account. */
export const ACCOUNT: ValueSet = written('[0-9]{12}');

const NUMBER = '[0-9]{1,3}';

/** An address of either version, or the name of a service: none begins with a digit. */
export const ADDRESS: ValueSet = written(
  '[^0-9\\x0a\\x0d][^\\x0a\\x0d]*',
  `${NUMBER}\\.${NUMBER}\\.${NUMBER}\\.${NUMBER}`,
  '[0-9][0-9a-fA-F]*:[0-9a-fA-F:.]*',
);

const PARTITION = 'aws[a-z-]*';

/** The ARN of a caller or a role, of the partition or of any: service, region and account, the last two empty or not, then what it is called there. */
export function arnIn(partition = PARTITION): ValueSet {
  const service = '[a-z][a-z0-9-]*';
  return written(printArn({ partition, service, region: '[a-z0-9-]*', account: '[0-9]*', name: '[^\\x0a\\x0d]+' }));
}

/** The ARN of the root user, of the partition and account or of any. `account`: 12 digits. */
export function rootArn(account = '[0-9]{12}', partition = PARTITION): ValueSet {
  return written(printArn({ partition, service: 'iam', region: '', account, name: 'root' }));
}
