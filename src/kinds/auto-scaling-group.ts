/** An Auto Scaling group: as many instances as it is told to keep. */
import type { Answer } from '../model/collect.ts';
import { isObject } from '../model/value.ts';
import type { ExamplePlace, Given, Made } from './example.ts';
import { arnOf, nameOf } from './example.ts';
import type { Kind } from './kind.ts';
import { list, number, text } from './kind.ts';
import type { Own } from './listing.ts';
import { listing } from './listing.ts';
import { tagsOf } from './tags.ts';
import { watchingAlarms } from './watched.ts';

export const autoScalingGroup: Kind = {
  name: 'autoScalingGroup',
  example,
  about: 'An EC2 Auto Scaling group.',
  population: 'region',
  fields: {
    name: { type: 'string', about: 'Name.', read: 'list' },
    least: { type: 'integer', about: 'Instances it has at least.', read: 'list' },
    most: { type: 'integer', about: 'Instances it has at most.', read: 'list' },
    desired: { type: 'integer', about: 'Instances it tries to have now.', read: 'list' },
    healthCheck: { type: 'string', about: 'What tells it that an instance is ill: `EC2`, `ELB`, ...', read: 'list' },
    groupMetrics: {
      type: 'list',
      about: 'Metrics of the group that it publishes: `GroupInServiceInstances`, ... None unless they are enabled.',
      read: 'list',
    },
    createdAt: { type: 'time', about: 'When it was made.', read: 'list' },
    tags: { type: 'object', about: 'Tag name -> value.', read: 'list' },
  },
  relations: {
    alarms: watchingAlarms(
      { AutoScalingGroupName: 'name' },
      ['AWS/AutoScaling'],
      'Alarms on its metrics and those of its instances together.',
    ),
  },
  list: listing({
    call: 'autoscaling:DescribeAutoScalingGroups',
    input: { MaxRecords: 100 },
    items: 'AutoScalingGroups',
    read: stated,
    incomplete: 'a group without ARN or name',
  }),
  details: {},
};

function stated(item: Answer): Own | null {
  const id = text(item['AutoScalingGroupARN']);
  const name = text(item['AutoScalingGroupName']);
  if (id === null || name === null) return null;
  return {
    id,
    name,
    fields: {
      name,
      least: number(item['MinSize']),
      most: number(item['MaxSize']),
      desired: number(item['DesiredCapacity']),
      healthCheck: text(item['HealthCheckType']),
      groupMetrics: list(item['EnabledMetrics']).flatMap((each) => (isObject(each) ? [each['Metric'] ?? null] : [])),
      createdAt: text(item['CreatedTime']),
      tags: tagsOf(item['Tags']),
    },
  };
}

function example(given: Given, place: ExamplePlace): Made {
  const name = nameOf(given, 'workers');
  return {
    id: arnOf(
      place,
      'autoscaling',
      `autoScalingGroup:11111111-2222-3333-4444-555555555555:autoScalingGroupName/${name}`,
    ),
    name,
    fields: {
      least: 2,
      most: 6,
      desired: 2,
      healthCheck: 'ELB',
      groupMetrics: ['GroupInServiceInstances'],
      createdAt: null,
      tags: {},
      ...given,
      name,
    },
    shortForms: [],
  };
}
