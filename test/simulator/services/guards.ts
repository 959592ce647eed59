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
  const includeGlobalResourceTypes = isOn(call, aws, 'globalTypes');
  const recordingGroup = { allSupported: true, includeGlobalResourceTypes, resourceTypes: [] };
  const role = 'role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig';
  return { ConfigurationRecorders: [{ name: 'default', roleARN: arn('iam', '', call.account, role), recordingGroup }] };
};

const DescribeDeliveryChannelStatus: Operation = (call, aws) => {
  if (!isOn(call, aws, 'config')) return { DeliveryChannelsStatus: [] };
  const history = isOn(call, aws, 'configDelivery')
    ? { lastStatus: 'SUCCESS', lastAttemptTime: minutesAgo(90, aws), lastSuccessfulTime: minutesAgo(90, aws) }
    : { lastStatus: 'FAILURE', lastErrorCode: 'AccessDenied', lastAttemptTime: minutesAgo(90, aws) };
  const stream = { lastStatus: 'NOT_APPLICABLE' };
  const status = { name: 'default', configHistoryDeliveryInfo: history, configStreamDeliveryInfo: stream };
  return { DeliveryChannelsStatus: [status] };
};

export const config = {
  DescribeConfigurationRecorderStatus,
  DescribeConfigurationRecorders,
  DescribeDeliveryChannelStatus,
};

function onlyWithHub(call: Call, aws: Aws): void {
  if (isOn(call, aws, 'securityHub')) return;
  throw new Refused('InvalidAccessException', `Account ${call.account} is not subscribed to AWS Security Hub`, 401);
}

const DescribeHub: Operation = (call, aws) => {
  onlyWithHub(call, aws);
  return {
    HubArn: arn('securityhub', call.region, call.account, 'hub/default'),
    SubscribedAt: '2024-02-06T08:00:00.000Z',
    AutoEnableControls: true,
  };
};

/** One that is just being disabled stays listed until it is. */
const GetEnabledStandards: Operation = (call, aws) => {
  onlyWithHub(call, aws);
  const standards = isOn(call, aws, 'standards')
    ? [
        ['aws-foundational-security-best-practices/v/1.0.0', 'READY'],
        ['nist-800-53/v/5.0.0', 'DELETING'],
      ]
    : [['nist-800-53/v/5.0.0', 'FAILED']];
  return {
    StandardsSubscriptions: standards.map(([name = '', status = '']) => ({
      StandardsSubscriptionArn: arn('securityhub', call.region, call.account, `subscription/${name}`),
      StandardsArn: arn('securityhub', call.region, '', `standards/${name}`),
      StandardsInput: {},
      StandardsStatus: status,
    })),
  };
};

export const securityhub = { DescribeHub, GetEnabledStandards };

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
