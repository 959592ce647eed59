/** GuardDuty, as far as kinds ask it. */
import { GetDetectorCommand, GuardDutyClient, ListDetectorsCommand } from '@aws-sdk/client-guardduty';

export const Client = GuardDutyClient;
export const commands = {
  GetDetector: GetDetectorCommand,
  ListDetectors: ListDetectorsCommand,
} as const;
