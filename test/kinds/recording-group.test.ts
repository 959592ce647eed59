/** What a recorder of AWS Config records, by each of the three ways to say it ("RecordingGroup", AWS Config API Reference). */
import { describe, expect, it } from 'vitest';
import { recordedBy } from '../../src/kinds/recording-group.ts';
import type { Answer } from '../../src/model/collect.ts';

const IAM = ['AWS::IAM::User', 'AWS::IAM::Group', 'AWS::IAM::Role', 'AWS::IAM::Policy'];
const excluding = (...resourceTypes: readonly string[]): Answer => ({
  allSupported: false,
  includeGlobalResourceTypes: false,
  exclusionByResourceTypes: { resourceTypes },
  recordingStrategy: { useOnly: 'EXCLUSION_BY_RESOURCE_TYPES' },
});

describe('users, groups, roles and policies are recorded', () => {
  it.each<readonly [what: string, group: Answer | undefined, region: string, recorded: boolean]>([
    ['not where nothing is said', undefined, 'us-east-1', false],
    ['not with all that are supported', { allSupported: true, includeGlobalResourceTypes: false }, 'us-east-1', false],
    ['where global types are included', { allSupported: true, includeGlobalResourceTypes: true }, 'us-east-1', true],
    [
      'where each of them is named',
      { allSupported: false, resourceTypes: ['AWS::S3::Bucket', ...IAM] },
      'us-east-1',
      true,
    ],
    ['not where one is missing', { allSupported: false, resourceTypes: IAM.slice(1) }, 'us-east-1', false],
    ['where others are excluded, whatever the flag says', excluding('AWS::EC2::Volume'), 'eu-west-1', true],
    ['not where one of them is excluded', excluding('AWS::IAM::Role'), 'eu-west-1', false],
    ['not in regions that came later', { allSupported: true, includeGlobalResourceTypes: true }, 'eu-central-2', false],
  ])('%s', (_, group, region, recorded) => {
    expect(recordedBy(group ? { recordingGroup: group } : {}, region).globalTypes).toBe(recorded);
  });
});

it('everything that is supported is recorded where nothing is said, and not with exclusions', () => {
  expect(recordedBy({}, 'us-east-1')).toMatchObject({ allSupported: true, excludedTypes: [] });
  expect(recordedBy({ recordingGroup: excluding('AWS::EC2::Volume') }, 'us-east-1')).toMatchObject({
    allSupported: false,
    excludedTypes: ['AWS::EC2::Volume'],
  });
});
