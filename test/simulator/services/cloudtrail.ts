/** CloudTrail: trails with their shadows, their status and selectors ("DescribeTrails", CloudTrail API Reference). */
import type { Answer } from '../answer.ts';
import type { Call } from '../call.ts';
import { textsOf } from '../call.ts';
import { Refused } from '../refused.ts';
import type { Account, Trail } from '../world.ts';
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
    IncludeGlobalServiceEvents: true,
    IsMultiRegionTrail: trail.multiRegion,
    IsOrganizationTrail: trail.organization,
    LogFileValidationEnabled: trail.validation,
    KmsKeyId: trail.kmsKey,
    CloudWatchLogsLogGroupArn: trail.logGroupArn,
    CloudWatchLogsRoleArn:
      trail.logGroupArn === undefined ? undefined : `arn:aws:iam::${owner}:role/CloudTrailToCloudWatchLogs`,
    HasCustomEventSelectors: trail.selectors !== undefined || trail.advancedSelectors !== undefined,
    HasInsightSelectors: false,
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
    StopLoggingTime: trail.logging ? undefined : minutesAgo(trail.deliveredMinutesAgo ?? started, aws),
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

export const cloudtrail = { DescribeTrails, GetTrailStatus, GetEventSelectors };
