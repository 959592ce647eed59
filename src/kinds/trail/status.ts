/** The status of a trail: whether it is recording, and what became of its last deliveries. */
import { malformed } from '../../model/collect.ts';
import type { Detail } from '../kind.ts';
import { text } from '../kind.ts';

export const status: Detail = {
  calls: ['cloudtrail:GetTrailStatus'],
  actions: ['cloudtrail:GetTrailStatus'],
  async read(resource, aws) {
    const answer = await aws.call(resource, 'cloudtrail:GetTrailStatus', { Name: resource.id });
    if (typeof answer['IsLogging'] !== 'boolean') {
      throw malformed('cloudtrail:GetTrailStatus', 'the answer does not say whether it is logging');
    }
    return {
      answer,
      fields: {
        logging: answer['IsLogging'],
        deliveredAt: text(answer['LatestDeliveryTime']),
        deliveryError: text(answer['LatestDeliveryError']),
        deliveredToLogsAt: text(answer['LatestCloudWatchLogsDeliveryTime']),
        logsDeliveryError: text(answer['LatestCloudWatchLogsDeliveryError']),
        stoppedAt: text(answer['StopLoggingTime']),
        notificationError: text(answer['LatestNotificationError']),
      },
    };
  },
};
