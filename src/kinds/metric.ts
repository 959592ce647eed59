/** A CloudWatch metric that is published, where a rule has to know which ones there are. */
import type { Answer, Draft } from '../model/collect.ts';
import { Unread } from '../model/collect.ts';
import type { Resource } from '../model/resource.ts';
import type { Value } from '../model/value.ts';
import { isObject } from '../model/value.ts';
import { metricKey, watchedMetrics } from './alarm.ts';
import type { ExamplePlace, Given, Made } from './example.ts';
import { nameOf } from './example.ts';
import type { Kind } from './kind.ts';
import { list, text } from './kind.ts';

/** Where the CloudWatch agent publishes unless it is told otherwise. */
export const AGENT = 'CWAgent';

export const metric: Kind = {
  name: 'metric',
  example,
  about: 'A CloudWatch metric that had data in the last three hours. Only namespaces that a rule needs are read.',
  population: { through: ['instance.diskMetrics'] },
  fields: {
    namespace: { type: 'string', about: 'Namespace.', read: 'list' },
    name: { type: 'string', about: 'Name.', read: 'list' },
    dimensions: { type: 'object', about: 'Dimension name -> value.', read: 'list' },
  },
  relations: {
    alarms: {
      kind: 'alarm',
      many: true,
      about: 'Alarms on it or on another metric of its name, in its account and region.',
      by: ['namespace', 'name'],
      on: ['namespace', 'metricName', 'metrics'],
      from: (resource) => [keyOf(resource)],
      to: (candidate) => watchedMetrics(candidate).map(({ key }) => key),
      wants: ({ account, region }) => [{ kind: 'alarm', account, region }],
    },
  },
  list: {
    calls: ['cloudwatch:ListMetrics'],
    actions: ['cloudwatch:ListMetrics'],
    async *read(want, aws) {
      // A metric stays listed for two weeks: a disk that is gone since then needs no alarm.
      const recent = { RecentlyActive: 'PT3H' };
      const input = want.within === undefined ? recent : { ...recent, Namespace: want.within };
      for await (const page of aws.list(want, 'cloudwatch:ListMetrics', input, 'Metrics')) {
        yield page.map((item) => draft(item, want.account, want.region));
      }
    },
  },
  details: {},
};

function keyOf({ account, region, fields }: Resource): string {
  return metricKey(account, region, text(fields['namespace']) ?? '', text(fields['name']) ?? '');
}

/** Key of the metrics that name an instance. */
export function instanceOf(account: string, region: string, id: string): string {
  return [account, region, id].join('\n');
}

/** File systems that hold no data of their own: they live in memory, are read-only images, or show another one. */
const WITHOUT_DATA: ReadonlySet<string> = new Set([
  ...['tmpfs', 'devtmpfs', 'devfs', 'ramfs', 'rootfs', 'squashfs', 'iso9660', 'overlay', 'aufs', 'autofs'],
  ...['proc', 'sysfs', 'cgroup', 'cgroup2', 'debugfs', 'tracefs', 'securityfs', 'pstore', 'bpf', 'efivarfs', 'vfat'],
]);

/** How full one file system is. Sums over several of them have neither a type nor a volume among their dimensions. */
export function isOfDisk({ fields }: Resource): boolean {
  const { namespace, name } = fields;
  const dimensions = isObject(fields['dimensions']) ? fields['dimensions'] : {};
  if (namespace !== AGENT) return false;
  if (name === 'disk_used_percent') {
    const type = text(dimensions['fstype']);
    return type !== null && !WITHOUT_DATA.has(type);
  }
  const volume = text(dimensions['instance']);
  return name === 'LogicalDisk % Free Space' && volume !== null && volume !== '_Total';
}

function draft(item: Answer, account: string, region: string): Draft {
  const namespace = text(item['Namespace']);
  const name = text(item['MetricName']);
  if (namespace === null || name === null) {
    throw new Unread('malformed', 'cloudwatch:ListMetrics', '', 'a metric without namespace or name');
  }
  const dimensions = Object.fromEntries(
    list(item['Dimensions']).flatMap((each) => (isObject(each) ? [[String(each['Name']), each['Value'] ?? null]] : [])),
  );
  return {
    kind: 'metric',
    ...called(account, region, namespace, name, dimensions),
    account,
    region,
    fields: { namespace, name, dimensions },
    origins: { list: { call: 'cloudwatch:ListMetrics', account, region, answer: item } },
  };
}

/** A metric has no ARN: what makes it up is its id, and its dimensions are part of what people call it. */
function called(
  account: string,
  region: string,
  namespace: string,
  name: string,
  dimensions: Readonly<Record<string, Value>>,
): { readonly id: string; readonly name: string } {
  const pairs = Object.keys(dimensions)
    .sort()
    .map((key) => `${key}=${String(dimensions[key])}`);
  const whole = pairs.length === 0 ? name : `${name} (${pairs.join(', ')})`;
  return { id: `${account}/${region}/metric/${namespace}/${whole}`, name: whole };
}

function example(given: Given, { account, region }: ExamplePlace): Made {
  const name = nameOf(given, 'disk_used_percent');
  const namespace = text(given['namespace']) ?? AGENT;
  const dimensions = isObject(given['dimensions'])
    ? given['dimensions']
    : { InstanceId: 'i-0123456789abcdef0', path: '/', device: 'nvme0n1p1', fstype: 'xfs' };
  return {
    ...called(account, region, namespace, name, dimensions),
    fields: { ...given, namespace, name, dimensions },
    shortForms: [],
  };
}
