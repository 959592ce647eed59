/** What is known of a trail, field by field. */
import { DATA_EVENTS } from '../../languages/event-selectors/index.ts';
import type { Field } from '../kind.ts';

export const fields: Readonly<Record<string, Field>> = {
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
  stoppedAt: { type: 'time', about: 'When recording was last stopped; unset: never.', read: 'status' },
  notificationError: {
    type: 'string',
    about: 'The error of the last message to its topic; unset: none.',
    read: 'status',
  },
  managementEvents: {
    type: 'string',
    about: 'Which management events it records, from basic or advanced selectors.',
    values: ['all', 'readOnly', 'writeOnly', 'none'],
    read: 'selectors',
  },
  excludedSources: { type: 'list', about: 'Event sources whose management events it leaves out.', read: 'selectors' },
  s3ObjectEvents: {
    type: 'string',
    about:
      'Which data events of S3 objects it records in every bucket that no selector names; `some`: only those of what selectors name.',
    values: DATA_EVENTS,
    read: 'selectors',
  },
  lambdaInvocations: {
    type: 'string',
    about:
      'Which data events of Lambda it records of every function that no selector names (an invocation counts as a write); `some`: only those of what selectors name.',
    values: DATA_EVENTS,
    read: 'selectors',
  },
  insightTypes: {
    type: 'list',
    about: 'Types of Insights on management events: `ApiCallRateInsight`, `ApiErrorRateInsight`; empty: none.',
    read: 'insights',
  },
  tags: { type: 'object', about: 'Tag name -> value.', read: 'tags' },
  tagNames: {
    type: 'list',
    about: 'Names of its tags, without those that AWS itself gives (`aws:...`).',
    read: 'tags',
  },
  selectors: { type: 'object', about: 'Its selectors as CloudTrail gives them.', read: 'selectors' },
};
