/** An AWS Config recorder: what writes down how resources are set up, and how they change. */
import { partitionOf, printArn } from '../model/arn.ts';
import type { Answer, Draft, Want } from '../model/collect.ts';
import { malformed } from '../model/collect.ts';
import { isObject } from '../model/value.ts';
import type { ExamplePlace, Given, Made } from './example.ts';
import { arnOf, nameOf } from './example.ts';
import type { Kind } from './kind.ts';
import { list, text, texts } from './kind.ts';
import type { Own } from './listing.ts';
import { drafted } from './listing.ts';

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
    excludedTypes: { type: 'list', about: 'Types of resources it leaves out.', read: 'settings' },
    bucket: { type: 'string', about: 'Bucket it delivers to; unset: there is no delivery channel.', read: 'delivery' },
    topic: { type: 'string', about: 'ARN of the topic it tells of changes; unset: none.', read: 'delivery' },
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
        return { answer, fields: settingsOf(recorder) };
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
  },
};

function itemsOf(answer: Answer, key: string, call: string): readonly Answer[] {
  if (!Array.isArray(answer[key])) throw malformed(call, `the answer holds no ${key}`);
  return list(answer[key]).filter(isObject);
}

/** A recorder without a group records everything but global types ("RecordingGroup"). */
function settingsOf(recorder: Answer): Draft['fields'] {
  const group = isObject(recorder['recordingGroup']) ? recorder['recordingGroup'] : { allSupported: true };
  const excluded = isObject(group['exclusionByResourceTypes']) ? group['exclusionByResourceTypes'] : {};
  return {
    allSupported: group['allSupported'] === true,
    globalTypes: group['includeGlobalResourceTypes'] === true,
    excludedTypes: texts(excluded['resourceTypes']),
  };
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
      bucket: 'config-bucket',
      topic: null,
      ...given,
      name,
    },
    shortForms: [],
  };
}
