/** A CloudTrail trail: what it records, where, and where the records go. */

import type { EventSelectors } from '../languages/event-selectors/index.ts';
import { excludedSources, managementEvents, readSelectors } from '../languages/event-selectors/index.ts';
import { parseArn } from '../model/arn.ts';
import type { Answer, Draft } from '../model/collect.ts';
import { Unread } from '../model/collect.ts';
import type { Value } from '../model/value.ts';
import { encryptedWith } from './encrypted-with.ts';
import type { ExamplePlace, Given, Made } from './example.ts';
import { arnOf, nameOf } from './example.ts';
import type { Kind } from './kind.ts';
import { text, texts } from './kind.ts';
import { logGroupPlace } from './log-group.ts';

export const trail: Kind = {
  name: 'trail',
  example,
  about:
    'A CloudTrail trail. Seen in several regions or accounts (shadow trails, organization trails) it is one trail.',
  population: 'region',
  fields: {
    name: { type: 'string', about: 'Name.', read: 'list' },
    homeRegion: { type: 'string', about: 'The region it was made in, where it can be changed.', read: 'list' },
    multiRegion: { type: 'boolean', about: 'It records every enabled region.', read: 'list' },
    organization: { type: 'boolean', about: 'It records every account of the organization.', read: 'list' },
    globalServiceEvents: { type: 'boolean', about: 'It records global services such as IAM.', read: 'list' },
    logFileValidation: {
      type: 'boolean',
      about: 'Digest files are written, so that edited log files are found out.',
      read: 'list',
    },
    kmsKey: { type: 'string', about: 'ARN of the KMS key that encrypts the log files; unset: SSE-S3.', read: 'list' },
    bucket: { type: 'string', about: 'Name of the S3 bucket it delivers to.', read: 'list' },
    logGroupArn: { type: 'string', about: 'ARN of the log group it sends to; unset: none.', read: 'list' },
    logsRole: { type: 'string', about: 'ARN of the role that writes to the log group.', read: 'list' },
    snsTopic: { type: 'string', about: 'ARN of the topic told about new log files.', read: 'list' },
    visibleIn: { type: 'list', about: 'Ids of the accounts it was seen from.', read: 'list' },
    logging: { type: 'boolean', about: 'It is recording now.', read: 'status' },
    deliveredAt: { type: 'time', about: 'When log files last reached the bucket.', read: 'status' },
    deliveryError: {
      type: 'string',
      about: 'The error of the last delivery to the bucket; unset: none.',
      read: 'status',
    },
    deliveredToLogsAt: { type: 'time', about: 'When events last reached the log group.', read: 'status' },
    logsDeliveryError: {
      type: 'string',
      about: 'The error of the last delivery to the log group; unset: none.',
      read: 'status',
    },
    managementEvents: {
      type: 'string',
      about: 'Which management events it records, from basic or advanced selectors.',
      values: ['all', 'readOnly', 'writeOnly', 'none'],
      read: 'selectors',
    },
    excludedSources: { type: 'list', about: 'Event sources whose management events it leaves out.', read: 'selectors' },
    selectors: { type: 'object', about: 'Its selectors as CloudTrail gives them.', read: 'selectors' },
  },
  relations: {
    key: encryptedWith('The KMS key that encrypts its log files.'),
    logGroup: {
      kind: 'logGroup',
      many: false,
      about: 'The log group it sends events to, in whichever account and region its ARN says.',
      by: ['logGroupArn'],
      from: (resource) => {
        const arn = text(resource.fields['logGroupArn']);
        return arn === null ? [] : [arn.replace(/:\*$/, '')];
      },
      to: (candidate) => [candidate.id],
      wants: (resource) => {
        const arn = text(resource.fields['logGroupArn']);
        const place = arn === null ? null : logGroupPlace(arn);
        return place ? [{ kind: 'logGroup', ...place }] : [];
      },
    },
  },
  list: {
    calls: ['cloudtrail:DescribeTrails'],
    actions: ['cloudtrail:DescribeTrails'],
    async *read(want, aws) {
      const answer = await aws.call(want, 'cloudtrail:DescribeTrails', {});
      const items = answer['trailList'];
      if (!Array.isArray(items)) {
        throw new Unread('malformed', 'cloudtrail:DescribeTrails', '', 'the answer holds no trailList');
      }
      yield (items as Answer[]).map((item) => draft(item, want.account, want.region));
    },
  },
  details: {
    status: {
      calls: ['cloudtrail:GetTrailStatus'],
      actions: ['cloudtrail:GetTrailStatus'],
      async read(resource, aws) {
        const answer = await aws.call(resource, 'cloudtrail:GetTrailStatus', { Name: resource.id });
        if (typeof answer['IsLogging'] !== 'boolean') {
          throw new Unread(
            'malformed',
            'cloudtrail:GetTrailStatus',
            '',
            'the answer does not say whether it is logging',
          );
        }
        return {
          answer,
          fields: {
            logging: answer['IsLogging'],
            deliveredAt: text(answer['LatestDeliveryTime']),
            deliveryError: text(answer['LatestDeliveryError']),
            deliveredToLogsAt: text(answer['LatestCloudWatchLogsDeliveryTime']),
            logsDeliveryError: text(answer['LatestCloudWatchLogsDeliveryError']),
          },
        };
      },
    },
    selectors: {
      calls: ['cloudtrail:GetEventSelectors'],
      actions: ['cloudtrail:GetEventSelectors'],
      async read(resource, aws) {
        const answer = await aws.call(resource, 'cloudtrail:GetEventSelectors', { TrailName: resource.id });
        if (answer['TrailARN'] === undefined) {
          throw new Unread('malformed', 'cloudtrail:GetEventSelectors', '', 'the answer names no trail');
        }
        return { answer, fields: selectorFields(answer) };
      },
    },
  },
  merge(kept, again) {
    const visible = new Set([...texts(kept.fields['visibleIn']), ...texts(again.fields['visibleIn'])]);
    return { ...kept, fields: { ...kept.fields, visibleIn: [...visible].sort() } };
  },
};

/** The fields that follow from selectors, as GetEventSelectors gives them. */
function selectorFields(answer: Answer): Readonly<Record<string, Value>> {
  const selectors: EventSelectors = readSelectors(answer);
  return {
    managementEvents: managementEvents(selectors),
    excludedSources: [...excludedSources(selectors)],
    selectors: {
      EventSelectors: answer['EventSelectors'] ?? [],
      AdvancedEventSelectors: answer['AdvancedEventSelectors'] ?? [],
    },
  };
}

function draft(item: Answer, account: string, region: string): Draft {
  const id = text(item['TrailARN']) ?? '';
  const owner = parseArn(id);
  if (!owner) throw new Unread('malformed', 'cloudtrail:DescribeTrails', '', 'a trail without ARN');
  const home = text(item['HomeRegion']) ?? owner.region;
  return {
    kind: 'trail',
    id,
    name: text(item['Name']) ?? id,
    account: owner.account,
    region: home,
    fields: {
      name: text(item['Name']),
      homeRegion: home,
      multiRegion: item['IsMultiRegionTrail'] === true,
      organization: item['IsOrganizationTrail'] === true,
      globalServiceEvents: item['IncludeGlobalServiceEvents'] !== false,
      logFileValidation: item['LogFileValidationEnabled'] === true,
      kmsKey: text(item['KmsKeyId']),
      bucket: text(item['S3BucketName']),
      logGroupArn: text(item['CloudWatchLogsLogGroupArn']),
      logsRole: text(item['CloudWatchLogsRoleArn']),
      snsTopic: text(item['SnsTopicARN']),
      visibleIn: [account],
    },
    origins: { list: { call: 'cloudtrail:DescribeTrails', account, region, answer: item } },
  };
}

/** Selectors that take exactly the management events asked for. */
function selectorsFor(managementEvents: Value | undefined): Answer {
  const type = { all: 'All', readOnly: 'ReadOnly', writeOnly: 'WriteOnly' }[String(managementEvents ?? 'all')];
  return { EventSelectors: [{ ReadWriteType: type ?? 'All', IncludeManagementEvents: type !== undefined }] };
}

function example(given: Given, place: ExamplePlace): Made {
  const name = nameOf(given, 'main');
  const { logGroup, ...rest } = given;
  const selectors = selectorsFor(given['managementEvents']);
  return {
    id: arnOf(place, 'cloudtrail', `trail/${name}`),
    name,
    fields: {
      homeRegion: place.region,
      multiRegion: true,
      organization: false,
      globalServiceEvents: true,
      logFileValidation: true,
      kmsKey: arnOf(place, 'kms', 'key/11111111-2222-3333-4444-555555555555'),
      bucket: 'trail-bucket',
      logGroupArn: typeof logGroup === 'string' ? arnOf(place, 'logs', `log-group:${logGroup}:*`) : null,
      logsRole: null,
      snsTopic: null,
      visibleIn: [place.account],
      logging: true,
      deliveredAt: null,
      deliveryError: null,
      deliveredToLogsAt: null,
      logsDeliveryError: null,
      ...selectorFields(selectors),
      ...rest,
      name,
    },
    shortForms: ['logGroup'],
  };
}
