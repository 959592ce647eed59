/** What looks at a whole region: AWS Config, Security Hub and GuardDuty (the API References of the three services). */

import type { Call } from '../call.ts';
import { digest } from '../chance.ts';
import { Refused } from '../refused.ts';
import type { Guard } from '../workloads.ts';
import { arn } from '../world.ts';
import type { Aws, Operation } from './operation.ts';
import { minutesAgo, ownAccount, required } from './operation.ts';

function isOn(call: Call, aws: Aws, guard: Guard): boolean {
  return !ownAccount(call, aws).unguarded?.[call.region]?.includes(guard);
}

const DescribeConfigurationRecorderStatus: Operation = (call, aws) => {
  if (!isOn(call, aws, 'config')) return { ConfigurationRecordersStatus: [] };
  const status = { name: 'default', recording: true, lastStatus: 'SUCCESS', lastStartTime: minutesAgo(9000, aws) };
  return { ConfigurationRecordersStatus: [status] };
};

const DescribeConfigurationRecorders: Operation = (call, aws) => {
  if (!isOn(call, aws, 'config')) return { ConfigurationRecorders: [] };
  const recordingGroup = { allSupported: true, includeGlobalResourceTypes: true, resourceTypes: [] };
  const recorder = { name: 'default', roleARN: arn('iam', '', call.account, 'role/config'), recordingGroup };
  return { ConfigurationRecorders: [recorder] };
};

export const config = { DescribeConfigurationRecorderStatus, DescribeConfigurationRecorders };

const DescribeHub: Operation = (call, aws) => {
  if (!isOn(call, aws, 'securityHub')) {
    const message = `Account ${call.account} is not subscribed to AWS Security Hub`;
    throw new Refused('InvalidAccessException', message, 401);
  }
  return {
    HubArn: arn('securityhub', call.region, call.account, 'hub/default'),
    SubscribedAt: '2024-02-06T08:00:00.000Z',
    AutoEnableControls: true,
  };
};

export const securityhub = { DescribeHub };

function detectorOf({ account, region }: Call): string {
  return digest('detector', account, region);
}

const ListDetectors: Operation = (call, aws) => ({
  detectorIds: isOn(call, aws, 'guardDuty') ? [detectorOf(call)] : [],
});

const GetDetector: Operation = (call, aws) => {
  const missing = () => new Refused('BadRequestException', 'The request is rejected because no detector is named.');
  const id = required(call, 'DetectorId', missing);
  if (id !== detectorOf(call) || !isOn(call, aws, 'guardDuty')) {
    const message = 'The request is rejected because the input detectorId is not owned by the current account.';
    throw new Refused('BadRequestException', message);
  }
  return {
    status: 'ENABLED',
    createdAt: '2024-02-06T08:00:00.000Z',
    findingPublishingFrequency: 'SIX_HOURS',
    serviceRole: arn('iam', '', call.account, 'role/guardduty'),
  };
};

export const guardduty = { ListDetectors, GetDetector };
