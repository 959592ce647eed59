/** CloudTrail, as far as kinds ask it. */
import {
  CloudTrailClient,
  DescribeTrailsCommand,
  GetEventDataStoreCommand,
  GetEventSelectorsCommand,
  GetInsightSelectorsCommand,
  GetTrailStatusCommand,
  ListEventDataStoresCommand,
  ListTagsCommand,
} from '@aws-sdk/client-cloudtrail';

export const Client = CloudTrailClient;
export const commands = {
  DescribeTrails: DescribeTrailsCommand,
  GetEventDataStore: GetEventDataStoreCommand,
  GetEventSelectors: GetEventSelectorsCommand,
  GetInsightSelectors: GetInsightSelectorsCommand,
  GetTrailStatus: GetTrailStatusCommand,
  ListEventDataStores: ListEventDataStoresCommand,
  ListTags: ListTagsCommand,
} as const;
