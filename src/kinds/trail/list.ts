/** Trails as DescribeTrails gives them, from wherever they are seen. */
import { parseArn } from '../../model/arn.ts';
import type { Answer, Draft } from '../../model/collect.ts';
import { Unread } from '../../model/collect.ts';
import type { Kind } from '../kind.ts';
import { text, texts } from '../kind.ts';

export const list: Kind['list'] = {
  calls: ['cloudtrail:DescribeTrails'],
  actions: ['cloudtrail:DescribeTrails'],
  async *read(want, aws) {
    const answer = await aws.call(want, 'cloudtrail:DescribeTrails', {});
    const items = answer['trailList'];
    if (!Array.isArray(items)) {
      throw new Unread('malformed', 'cloudtrail:DescribeTrails', '', 'the answer holds no trailList');
    }
    yield (items as Answer[]).map((item) => draft(item, want.account, want.region));
  },
};

/** Seen in several regions or accounts, it is one trail. */
export function merge(kept: Draft, again: Draft): Draft {
  const visible = new Set([...texts(kept.fields['visibleIn']), ...texts(again.fields['visibleIn'])]);
  return { ...kept, fields: { ...kept.fields, visibleIn: [...visible].sort() } };
}

function draft(item: Answer, account: string, region: string): Draft {
  const id = text(item['TrailARN']) ?? '';
  const owner = parseArn(id);
  if (!owner) throw new Unread('malformed', 'cloudtrail:DescribeTrails', '', 'a trail without ARN');
  const home = text(item['HomeRegion']) ?? owner.region;
  return {
    kind: 'trail',
    id,
    name: text(item['Name']) ?? id,
    account: owner.account,
    region: home,
    fields: {
      name: text(item['Name']),
      homeRegion: home,
      multiRegion: item['IsMultiRegionTrail'] === true,
      organization: item['IsOrganizationTrail'] === true,
      globalServiceEvents: item['IncludeGlobalServiceEvents'] !== false,
      logFileValidation: item['LogFileValidationEnabled'] === true,
      kmsKey: text(item['KmsKeyId']),
      bucket: text(item['S3BucketName']),
      logGroupArn: text(item['CloudWatchLogsLogGroupArn']),
      logsRole: text(item['CloudWatchLogsRoleArn']),
      snsTopic: text(item['SnsTopicARN']),
      visibleIn: [account],
    },
    origins: { list: { call: 'cloudtrail:DescribeTrails', account, region, answer: item } },
  };
}
