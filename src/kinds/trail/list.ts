/** Trails as DescribeTrails gives them, from wherever they are seen. */
import { parseArn } from '../../model/arn.ts';
import type { Answer, Draft, Want } from '../../model/collect.ts';
import { malformed } from '../../model/collect.ts';
import type { Kind } from '../kind.ts';
import { text, texts } from '../kind.ts';
import { drafted } from '../listing.ts';

const CALL = 'cloudtrail:DescribeTrails';

export const list: Kind['list'] = {
  calls: [CALL],
  actions: [CALL],
  async *read(want, aws) {
    const answer = await aws.call(want, CALL, {});
    const items = answer['trailList'];
    if (!Array.isArray(items)) {
      throw malformed(CALL, 'the answer holds no trailList');
    }
    yield (items as Answer[]).map((item) => draft(item, want));
  },
};

/** Seen in several regions or accounts, it is one trail. */
export function merge(kept: Draft, again: Draft): Draft {
  const visible = new Set([...texts(kept.fields['visibleIn']), ...texts(again.fields['visibleIn'])]);
  return { ...kept, fields: { ...kept.fields, visibleIn: [...visible].sort() } };
}

function draft(item: Answer, want: Want): Draft {
  const id = text(item['TrailARN']) ?? '';
  const owner = parseArn(id);
  if (!owner) throw malformed(CALL, 'a trail without ARN');
  const home = text(item['HomeRegion']) ?? owner.region;
  const name = text(item['Name']);
  const own = {
    id,
    name: name ?? id,
    fields: {
      name,
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
      visibleIn: [want.account],
    },
  };
  return { ...drafted(want, CALL, own, item), account: owner.account, region: home };
}
