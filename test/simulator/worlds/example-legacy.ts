/** Legacy: four trails made by four teams over the years, and not one that would do. */
import type { Account, Holdings } from '../world.ts';
import type { Spot } from './parts.ts';
import {
  account,
  alarm,
  auditKey,
  bucket,
  chain,
  EVERYTHING,
  eventDataStore,
  filterFor,
  holdings,
  logGroup,
  NAMES,
  topic,
  topicArn,
  trail,
  without,
} from './parts.ts';

export function legacy(id: string): Account {
  const virginia = { account: id, region: 'us-east-1' };
  const frankfurt = { account: id, region: 'eu-central-1' };
  return account(id, 'Legacy', { 'us-east-1': inVirginia(virginia), 'eu-central-1': inFrankfurt(frankfurt) });
}

/** A chain that is perfect but for its trail, which was stopped; a trail for data events alone; one whose log group was deleted. */
function inVirginia(spot: Spot): Holdings {
  const whole = chain(spot, {
    trail: 'trail-2019',
    logGroup: 'legacy/cloudtrail',
    topic: 'legacy-alerts',
    subscriber: 'platform-team@example.com',
  });
  const fiveMonths = 150 * 24 * 60;
  const stopped = whole.trails.map((each) => ({
    ...without(each, 'kmsKey', 'tags'),
    selectors: [{ ...EVERYTHING, ExcludeManagementEventSources: ['kms.amazonaws.com'] }],
    logging: false,
    validation: false,
    deliveredMinutesAgo: fiveMonths,
    deliveredToLogsMinutesAgo: fiveMonths,
  }));
  const dataEvents = {
    ...without(trail(spot, 'uploads-data-events', 'uploads/data-events'), 'kmsKey'),
    selectors: [UPLOADS_ONLY],
  };
  const orphaned = trail(spot, 'billing-trail', 'billing/cloudtrail', {
    deliveredMinutesAgo: 3 * 24 * 60,
    deliveryError: 'NoSuchBucket',
    deliveredToLogsMinutesAgo: 3 * 24 * 60,
  });
  return {
    ...whole,
    trails: [...stopped, dataEvents, orphaned],
    buckets: [...whole.buckets, bucket(spot, orphaned.bucket)],
    eventDataStores: [
      without(eventDataStore(spot, 'trial', { multiRegion: false, retentionDays: 90, protected: false }), 'kmsKey'),
    ],
    logGroups: [
      ...whole.logGroups.map((each) => ({ ...each, retentionDays: 30 })),
      logGroup(spot, 'uploads/data-events', [], { class: 'INFREQUENT_ACCESS' }),
    ],
    // The topic went with the team.
    alarms: [...whole.alarms, alarm('DiskQueueDepth', [topicArn(spot, 'storage-team')], { namespace: 'AWS/EBS' })],
    eventRules: [{ name: 'nightly-export', state: 'ENABLED', schedule: 'cron(0 2 * * ? *)', targets: [] }],
    keys: whole.keys.map((each) => without(each, 'rotation')),
  };
}

const UPLOADS_ONLY = {
  ReadWriteType: 'All',
  IncludeManagementEvents: false,
  DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3:::legacy-uploads/'] }],
  ExcludeManagementEventSources: [],
};

/** A trail of one region. Behind it one class is told about, one alarm is on without any event, and one topic does not admit CloudWatch. */
function inFrankfurt(spot: Spot): Holdings {
  const alerts = [topicArn(spot, 'frankfurt-alerts')];
  const closed = [topicArn(spot, 'frankfurt-soc')];
  const local = trail(spot, 'frankfurt-only', 'frankfurt/cloudtrail', {
    multiRegion: false,
    stoppedMinutesAgo: 10 * 24 * 60,
  });
  return holdings({
    trails: [local],
    buckets: [{ name: local.bucket, expiresAfterDays: 90 }],
    keys: [without(auditKey(spot), 'rotation')],
    logGroups: [
      logGroup(spot, 'frankfurt/cloudtrail', [
        filterFor('s3.DeleteBucket'),
        filterFor('cloudtrail.Changes', { defaultValue: 1 }),
        filterFor('api.Unauthorized'),
      ]),
    ],
    alarms: [
      alarm(NAMES['s3.DeleteBucket'], alerts),
      alarm(NAMES['cloudtrail.Changes'], alerts),
      alarm(NAMES['api.Unauthorized'], closed),
    ],
    topics: [
      topic('frankfurt-alerts', 'frankfurt@example.com'),
      { ...topic('frankfurt-soc', 'soc@example.com'), policy: onlyTheSoc(spot) },
    ],
  });
}

/** Somebody replaced SNS's own policy and forgot that alarms publish as well. */
function onlyTheSoc(spot: Spot): string {
  const Statement = {
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${spot.account}:role/SecurityOperations` },
    Action: 'sns:Publish',
    Resource: topicArn(spot, 'frankfurt-soc'),
  };
  return JSON.stringify({ Version: '2012-10-17', Statement: [Statement] });
}
