/** A CloudWatch metric that is published, where a rule has to know which ones there are. */
import type { Answer, Want } from '../model/collect.ts';
import type { Resource } from '../model/resource.ts';
import { isObject } from '../model/value.ts';
import { metricKey, watchedMetrics } from './alarm/metrics.ts';
import type { ExamplePlace, Given, Made } from './example.ts';
import { nameOf } from './example.ts';
import type { Kind } from './kind.ts';
import { text } from './kind.ts';
import type { Own } from './listing.ts';
import { listing } from './listing.ts';
import { called, metricFields, published } from './published.ts';

/** Where the CloudWatch agent publishes unless it is told otherwise. */
export const AGENT = 'CWAgent';

/** A metric stays listed for two weeks: a disk that is gone since then needs no alarm. */
const RECENT = { RecentlyActive: 'PT3H' };

export const metric: Kind = {
  name: 'metric',
  example,
  about: 'A CloudWatch metric that had data in the last three hours. Only namespaces that a rule needs are read.',
  population: { through: ['instance.diskMetrics'] },
  fields: metricFields,
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
  list: listing({
    call: 'cloudwatch:ListMetrics',
    input: ({ within }) => (within === undefined ? RECENT : { ...RECENT, Namespace: within }),
    items: 'Metrics',
    read: stated,
    incomplete: 'a metric without namespace or name',
  }),
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

function stated(item: Answer, place: Want): Own | null {
  const metric = published(item);
  return metric && { ...called('metric', place, metric), fields: { ...metric } };
}

function example(given: Given, place: ExamplePlace): Made {
  const name = nameOf(given, 'disk_used_percent');
  const namespace = text(given['namespace']) ?? AGENT;
  const dimensions = isObject(given['dimensions'])
    ? given['dimensions']
    : { InstanceId: 'i-0123456789abcdef0', path: '/', device: 'nvme0n1p1', fstype: 'xfs' };
  return {
    ...called('metric', place, { namespace, name, dimensions }),
    fields: { ...given, namespace, name, dimensions },
    shortForms: [],
  };
}
