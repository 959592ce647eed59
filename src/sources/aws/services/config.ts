/** AWS Config, as far as kinds ask it. */
import {
  ConfigServiceClient,
  DescribeConfigurationRecorderStatusCommand,
  DescribeConfigurationRecordersCommand,
  DescribeDeliveryChannelStatusCommand,
  DescribeDeliveryChannelsCommand,
} from '@aws-sdk/client-config-service';

export const Client = ConfigServiceClient;
export const commands = {
  DescribeConfigurationRecorderStatus: DescribeConfigurationRecorderStatusCommand,
  DescribeConfigurationRecorders: DescribeConfigurationRecordersCommand,
  DescribeDeliveryChannelStatus: DescribeDeliveryChannelStatusCommand,
  DescribeDeliveryChannels: DescribeDeliveryChannelsCommand,
} as const;
