/** An AWS Config recorder: what writes down how resources are set up, and how they change. */
import { partitionOf, printArn } from '../model/arn.ts';
import type { Answer, Want } from '../model/collect.ts';
import { malformed } from '../model/collect.ts';
import { isObject } from '../model/value.ts';
import type { ExamplePlace, Given, Made } from './example.ts';
import { arnOf, nameOf } from './example.ts';
import type { Kind } from './kind.ts';
import { list, text } from './kind.ts';
import type { Own } from './listing.ts';
import { drafted } from './listing.ts';
import { recordedBy } from './recording-group.ts';

const LIST = 'config:DescribeConfigurationRecorderStatus';

export const configRecorder: Kind = {
  name: 'configRecorder',
  example,
  about: 'The configuration recorder of AWS Config in a region. It needs a delivery channel to be started.',
  population: 'region',
  fields: {
    name: { type: 'string', about: 'Name.', read: 'list' },
    recording: { type: 'boolean', about: 'It is recording.', read: 'list' },
    lastStatus: {
      type: 'string',
      about: 'How recording went last; unset: it has not begun.',
      values: ['Pending', 'Success', 'Failure', 'NotApplicable'],
      read: 'list',
    },
    lastError: { type: 'string', about: 'What went wrong last; unset: nothing.', read: 'list' },
    allSupported: {
      type: 'boolean',
      about: 'It records every type of resource that Config knows in the region, later ones included.',
      read: 'settings',
    },
    globalTypes: {
      type: 'boolean',
      about: 'It records IAM users, groups, roles and policies as well, which one region is enough for.',
      read: 'settings',
    },
    role: { type: 'string', about: 'ARN of the role it reads resources with.', read: 'settings' },
    serviceLinkedRole: {
      type: 'boolean',
      about: 'That role is the one that AWS keeps for it, and that may read whatever Config records.',
      read: 'settings',
    },
    excludedTypes: { type: 'list', about: 'Types of resources it leaves out.', read: 'settings' },
    bucket: { type: 'string', about: 'Bucket it delivers to; unset: there is no delivery channel.', read: 'delivery' },
    topic: { type: 'string', about: 'ARN of the topic it tells of changes; unset: none.', read: 'delivery' },
    deliveryError: {
      type: 'string',
      about: 'Why what it last wrote to its bucket did not arrive; unset: it did, or nothing was written yet.',
      read: 'arrival',
    },
  },
  relations: {},
  list: {
    calls: [LIST],
    actions: [LIST],
    async *read(want, aws) {
      const answer = await aws.call(want, LIST, {});
      const recorders = itemsOf(answer, 'ConfigurationRecordersStatus', LIST);
      // Those that an AWS service keeps for itself record for that service alone.
      const own = recorders.filter((item) => text(item['servicePrincipal']) === null);
      yield own.map((item) => drafted(want, LIST, stated(item, want), item));
    },
  },
  details: {
    settings: {
      calls: ['config:DescribeConfigurationRecorders'],
      actions: ['config:DescribeConfigurationRecorders'],
      async read(resource, aws) {
        const call = 'config:DescribeConfigurationRecorders';
        const answer = await aws.call(resource, call, { ConfigurationRecorderNames: [resource.name] });
        const [recorder] = itemsOf(answer, 'ConfigurationRecorders', call);
        if (!recorder) throw malformed(call, 'the answer holds no recorder');
        const role = text(recorder['roleARN']);
        const serviceLinkedRole = role?.includes(':role/aws-service-role/config.amazonaws.com/') === true;
        return { answer, fields: { ...recordedBy(recorder, resource.region), role, serviceLinkedRole } };
      },
    },
    delivery: {
      calls: ['config:DescribeDeliveryChannels'],
      actions: ['config:DescribeDeliveryChannels'],
      async read(resource, aws) {
        const call = 'config:DescribeDeliveryChannels';
        const answer = await aws.call(resource, call, {});
        const [channel = {}] = itemsOf(answer, 'DeliveryChannels', call);
        return { answer, fields: { bucket: text(channel['s3BucketName']), topic: text(channel['snsTopicARN']) } };
      },
    },
    arrival: {
      calls: ['config:DescribeDeliveryChannelStatus'],
      actions: ['config:DescribeDeliveryChannelStatus'],
      async read(resource, aws) {
        const call = 'config:DescribeDeliveryChannelStatus';
        const answer = await aws.call(resource, call, {});
        // There is one channel for a region at most.
        const [status = {}] = itemsOf(answer, 'DeliveryChannelsStatus', call);
        return { answer, fields: { deliveryError: failureOf(status) } };
      },
    },
  },
};

function itemsOf(answer: Answer, key: string, call: string): readonly Answer[] {
  if (!Array.isArray(answer[key])) throw malformed(call, `the answer holds no ${key}`);
  return list(answer[key]).filter(isObject);
}

/** Of what it was to write to its bucket: the history every six hours, and snapshots. That nobody asked for either is no error. */
function failureOf(status: Answer): string | null {
  for (const key of ['configHistoryDeliveryInfo', 'configSnapshotDeliveryInfo']) {
    const info = status[key];
    if (!isObject(info) || text(info['lastStatus'])?.toLowerCase() !== 'failure') continue;
    return text(info['lastErrorCode']) ?? text(info['lastErrorMessage']) ?? 'Failure';
  }
  return null;
}

function stated(item: Answer, { account, region }: Want): Own {
  const name = text(item['name']);
  if (name === null) throw malformed(LIST, 'a recorder without name');
  const place = { partition: partitionOf(region), region, account };
  const lastStatus = text(item['lastStatus']);
  return {
    id: printArn({ ...place, service: 'config', name: `configuration-recorder/${name}` }),
    name,
    fields: {
      name,
      recording: item['recording'] === true,
      lastStatus: STATUSES.get(lastStatus?.toLowerCase() ?? '') ?? lastStatus,
      lastError: text(item['lastErrorMessage']) ?? text(item['lastErrorCode']),
    },
  };
}

/** The API Reference and the examples of the CLI differ in letter case. */
const STATUSES: ReadonlyMap<string, string> = new Map(
  ['Pending', 'Success', 'Failure', 'NotApplicable'].map((status) => [status.toLowerCase(), status]),
);

const SERVICE_ROLE = 'role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig';

function example(given: Given, place: ExamplePlace): Made {
  const name = nameOf(given, 'default');
  return {
    id: arnOf(place, 'config', `configuration-recorder/${name}`),
    name,
    fields: {
      recording: true,
      lastStatus: 'Success',
      lastError: null,
      allSupported: true,
      globalTypes: true,
      excludedTypes: [],
      role: arnOf({ ...place, region: '' }, 'iam', SERVICE_ROLE),
      serviceLinkedRole: true,
      bucket: 'config-bucket',
      topic: null,
      deliveryError: null,
      ...given,
      name,
    },
    shortForms: [],
  };
}
