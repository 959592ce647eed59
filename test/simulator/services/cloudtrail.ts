/** CloudTrail: trails with their shadows, their status and selectors ("DescribeTrails", CloudTrail API Reference). */
import type { Answer } from '../answer.ts';
import type { Call } from '../call.ts';
import { textsOf } from '../call.ts';
import { page } from '../pages.ts';
import { Refused } from '../refused.ts';
import type { Account, EventDataStore, Trail } from '../world.ts';
import { arn, holdingsOf } from '../world.ts';
import type { Aws, Operation } from './operation.ts';
import { minutesAgo, ownAccount, required } from './operation.ts';

/** A trail with the account and region it was made in. */
interface Standing {
  readonly trail: Trail;
  readonly arn: string;
  readonly owner: string;
  readonly home: string;
}

/** Trails of the account, and organization trails of the management account, wherever their home is. */
function trailsOf(account: Account, aws: Aws): readonly Standing[] {
  const { organization } = aws.world;
  const manager = organization && account.member ? aws.accounts.get(organization.managementAccount) : undefined;
  const central =
    manager && manager.id !== account.id ? standing(manager).filter(({ trail }) => trail.organization) : [];
  return [...standing(account), ...central];
}

function standing(account: Account): readonly Standing[] {
  return Object.keys(account.holdings).flatMap((home) =>
    holdingsOf(account, home).trails.map((trail) => ({
      trail,
      arn: arn('cloudtrail', home, account.id, `trail/${trail.name}`),
      owner: account.id,
      home,
    })),
  );
}

/** Seen in a region: trails that were made there, and shadows of those that record every region. */
function isSeenIn({ trail, home }: Standing, region: string): boolean {
  return home === region || trail.multiRegion;
}

const DescribeTrails: Operation = (call, aws) => {
  const trails = trailsOf(ownAccount(call, aws), aws);
  const isOwnHome = ({ owner, home }: Standing) => owner === call.account && home === call.region;
  const names = textsOf(call.input, 'trailNameList') ?? [];
  const withShadows = call.input['includeShadowTrails'] !== false;
  const asked =
    names.length === 0
      ? trails.filter((each) => isSeenIn(each, call.region))
      : trails.filter((each) => names.includes(each.arn) || (names.includes(each.trail.name) && isOwnHome(each)));
  return { trailList: asked.filter((each) => withShadows || isOwnHome(each)).map(describe) };
};

function describe({ trail, arn: TrailARN, owner, home }: Standing): Answer {
  return {
    Name: trail.name,
    TrailARN,
    HomeRegion: home,
    S3BucketName: trail.bucket,
    SnsTopicARN: trail.snsTopic,
    IncludeGlobalServiceEvents: true,
    IsMultiRegionTrail: trail.multiRegion,
    IsOrganizationTrail: trail.organization,
    LogFileValidationEnabled: trail.validation,
    KmsKeyId: trail.kmsKey,
    CloudWatchLogsLogGroupArn: trail.logGroupArn,
    CloudWatchLogsRoleArn:
      trail.logGroupArn === undefined ? undefined : `arn:aws:iam::${owner}:role/CloudTrailToCloudWatchLogs`,
    HasCustomEventSelectors: trail.selectors !== undefined || trail.advancedSelectors !== undefined,
    HasInsightSelectors: (trail.insights ?? []).length > 0,
  };
}

/** By name only where it was made, by ARN wherever it is seen. */
function named(call: Call, aws: Aws, key: string): Standing {
  const invalid = () => new Refused('InvalidTrailNameException', 'Trail name cannot be blank!');
  const name = required(call, key, invalid);
  const trails = trailsOf(ownAccount(call, aws), aws);
  const found = trails.find((each) =>
    name.startsWith('arn:')
      ? each.arn === name && isSeenIn(each, call.region)
      : each.trail.name === name && each.owner === call.account && each.home === call.region,
  );
  if (found) return found;
  const where = name.startsWith('arn:') ? name : arn('cloudtrail', call.region, call.account, `trail/${name}`);
  throw new Refused('TrailNotFoundException', `Unknown trail: ${where} for the user: ${call.account}`);
}

const GetTrailStatus: Operation = (call, aws) => {
  const { trail } = named(call, aws, 'Name');
  const started = 400 * 24 * 60;
  return {
    IsLogging: trail.logging,
    LatestDeliveryTime: minutesAgo(trail.deliveredMinutesAgo, aws),
    LatestDeliveryError: trail.deliveryError,
    LatestCloudWatchLogsDeliveryTime: minutesAgo(trail.deliveredToLogsMinutesAgo, aws),
    LatestCloudWatchLogsDeliveryError: trail.logsDeliveryError,
    StartLoggingTime: minutesAgo(started, aws),
    StopLoggingTime: minutesAgo(
      trail.stoppedMinutesAgo ?? (trail.logging ? undefined : (trail.deliveredMinutesAgo ?? started)),
      aws,
    ),
    LatestDeliveryAttemptTime: '',
    LatestNotificationAttemptTime: '',
    LatestNotificationAttemptSucceeded: '',
    LatestDeliveryAttemptSucceeded: '',
    TimeLoggingStarted: '',
    TimeLoggingStopped: '',
  };
};

/** What a trail takes whose selectors were never set. */
const DEFAULT_SELECTOR = {
  ReadWriteType: 'All',
  IncludeManagementEvents: true,
  DataResources: [],
  ExcludeManagementEventSources: [],
} as const;

const GetEventSelectors: Operation = (call, aws) => {
  const { trail, arn: TrailARN } = named(call, aws, 'TrailName');
  if (trail.advancedSelectors) return { TrailARN, AdvancedEventSelectors: trail.advancedSelectors };
  return { TrailARN, EventSelectors: trail.selectors ?? [DEFAULT_SELECTOR] };
};

const GetInsightSelectors: Operation = (call, aws) => {
  const { trail, arn: TrailARN } = named(call, aws, 'TrailName');
  if (!trail.insights || trail.insights.length === 0) {
    throw new Refused('InsightNotEnabledException', `Insights are not enabled for trail ${TrailARN}`);
  }
  return { TrailARN, InsightSelectors: trail.insights.map((InsightType) => ({ InsightType })) };
};

const ListTags: Operation = (call, aws) => {
  const wanted = textsOf(call.input, 'ResourceIdList') ?? [];
  const own = standing(ownAccount(call, aws));
  return {
    ResourceTagList: wanted.map((ResourceId) => {
      const found = own.find((each) => each.arn === ResourceId);
      if (!found) throw new Refused('CloudTrailARNInvalidException', `${ResourceId} is not an ARN of the account`);
      return { ResourceId, TagsList: Object.entries(found.trail.tags ?? {}).map(([Key, Value]) => ({ Key, Value })) };
    }),
  };
};

function storesIn(call: Call, aws: Aws): readonly { readonly store: EventDataStore; readonly arn: string }[] {
  const { eventDataStores = [] } = holdingsOf(ownAccount(call, aws), call.region);
  return eventDataStores.map((store) => ({
    store,
    arn: arn('cloudtrail', call.region, call.account, `eventdatastore/${store.name}`),
  }));
}

const ListEventDataStores: Operation = (call, aws) => {
  const { items, next } = page(call, storesIn(call, aws), {
    token: 'NextToken',
    limit: 'MaxResults',
    fallback: 50,
    most: 1000,
    refuse: () => new Refused('InvalidNextTokenException', 'Invalid token'),
  });
  return {
    EventDataStores: items.map(({ store, arn: EventDataStoreArn }) => ({ EventDataStoreArn, Name: store.name })),
    NextToken: next,
  };
};

const GetEventDataStore: Operation = (call, aws) => {
  const found = storesIn(call, aws).find((each) => each.arn === call.input['EventDataStore']);
  if (!found) throw new Refused('EventDataStoreNotFoundException', 'There is no such event data store');
  const { store } = found;
  return {
    EventDataStoreArn: found.arn,
    Name: store.name,
    Status: store.status,
    AdvancedEventSelectors: store.selectors,
    MultiRegionEnabled: store.multiRegion,
    OrganizationEnabled: store.organization,
    RetentionPeriod: store.retentionDays,
    TerminationProtectionEnabled: store.protected,
    KmsKeyId: store.kmsKey,
    CreatedTimestamp: minutesAgo(400 * 24 * 60, aws),
  };
};

export const cloudtrail = {
  DescribeTrails,
  GetTrailStatus,
  GetEventSelectors,
  GetInsightSelectors,
  ListTags,
  ListEventDataStores,
  GetEventDataStore,
};
