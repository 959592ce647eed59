/** An EC2 instance: a machine that somebody has to watch. */
import { partitionOf, printArn } from '../model/arn.ts';
import type { Answer, Want } from '../model/collect.ts';
import { isObject } from '../model/value.ts';
import type { ExamplePlace, Given, Made } from './example.ts';
import { arnOf } from './example.ts';
import type { Kind } from './kind.ts';
import { list, text } from './kind.ts';
import type { Own } from './listing.ts';
import { listing } from './listing.ts';
import { AGENT, instanceOf, isOfDisk } from './metric.ts';
import { tagsOf } from './tags.ts';
import { watchingAlarms } from './watched.ts';

export const instance: Kind = {
  name: 'instance',
  example,
  about: 'An EC2 instance.',
  population: 'region',
  fields: {
    instanceId: { type: 'string', about: 'Id: `i-0123456789abcdef0`.', read: 'list' },
    name: { type: 'string', about: 'Value of its tag `Name`; unset: it has none.', read: 'list' },
    state: {
      type: 'string',
      about: 'State. One that was terminated is listed for about an hour more.',
      values: ['pending', 'running', 'shutting-down', 'terminated', 'stopping', 'stopped'],
      read: 'list',
    },
    type: { type: 'string', about: 'Instance type: `t3.micro`.', read: 'list' },
    platform: { type: 'string', about: 'Operating system.', values: ['windows', 'other'], read: 'list' },
    detailedMonitoring: {
      type: 'boolean',
      about: 'EC2 reports its metrics every minute, not every five.',
      read: 'list',
    },
    autoScalingGroup: {
      type: 'string',
      about: 'Name of the Auto Scaling group that started it; unset: none.',
      read: 'list',
    },
    vpc: { type: 'string', about: 'Id of its VPC.', read: 'list' },
    launchedAt: { type: 'time', about: 'When it was last started.', read: 'list' },
    tags: { type: 'object', about: 'Tag name -> value.', read: 'list' },
  },
  relations: {
    alarms: watchingAlarms(
      { InstanceId: 'instanceId', AutoScalingGroupName: 'autoScalingGroup' },
      ['AWS/EC2', AGENT],
      'Alarms on its metrics, on those of its Auto Scaling group, or of all instances together.',
    ),
    diskMetrics: {
      kind: 'metric',
      many: true,
      about:
        'How full its disks are, as the CloudWatch agent says it: one metric for each file system that keeps data, or each volume of Windows.',
      by: ['instanceId'],
      on: ['namespace', 'name', 'dimensions'],
      from: ({ account, region, fields }) => [instanceOf(account, region, text(fields['instanceId']) ?? '')],
      to: ({ account, region, fields }) => {
        const { dimensions } = fields;
        const id = isObject(dimensions) ? text(dimensions['InstanceId']) : null;
        return id === null ? [] : [instanceOf(account, region, id)];
      },
      joins: (_, candidate) => isOfDisk(candidate),
      wants: ({ account, region }) => [{ kind: 'metric', account, region, within: AGENT }],
    },
  },
  list: listing({
    call: 'ec2:DescribeInstances',
    input: { MaxResults: 1000 },
    items: 'Reservations',
    of: (page) => page.flatMap((reservation) => list(reservation['Instances']).filter(isObject)),
    read: stated,
    incomplete: 'an instance without id or state',
  }),
  details: {},
};

function stated(item: Answer, { account, region }: Want): Own | null {
  const id = text(item['InstanceId']);
  const state = isObject(item['State']) ? text(item['State']['Name']) : null;
  if (id === null || state === null) return null;
  const tags = tagsOf(item['Tags']);
  const monitoring = isObject(item['Monitoring']) ? text(item['Monitoring']['State']) : null;
  return {
    id: printArn({ partition: partitionOf(region), service: 'ec2', region, account, name: `instance/${id}` }),
    name: id,
    fields: {
      instanceId: id,
      name: text(tags['Name']),
      state,
      type: text(item['InstanceType']),
      platform: text(item['Platform'])?.toLowerCase() === 'windows' ? 'windows' : 'other',
      detailedMonitoring: monitoring === 'enabled',
      autoScalingGroup: text(tags['aws:autoscaling:groupName']),
      vpc: text(item['VpcId']),
      launchedAt: text(item['LaunchTime']),
      tags,
    },
  };
}

function example(given: Given, place: ExamplePlace): Made {
  const id = text(given['instanceId']) ?? 'i-0123456789abcdef0';
  return {
    id: arnOf(place, 'ec2', `instance/${id}`),
    name: id,
    fields: {
      name: null,
      state: 'running',
      type: 't3.micro',
      platform: 'other',
      detailedMonitoring: false,
      autoScalingGroup: null,
      vpc: 'vpc-0123456789abcdef0',
      launchedAt: null,
      tags: {},
      ...given,
      instanceId: id,
    },
    shortForms: [],
  };
}
