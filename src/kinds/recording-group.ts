/** What a recorder of AWS Config is told to record ("RecordingGroup", AWS Config API Reference). */
import type { Answer } from '../model/collect.ts';
import type { Value } from '../model/value.ts';
import { isObject } from '../model/value.ts';
import { text, texts } from './kind.ts';

/** Where AWS Config was before February 2022: of later regions it records no users, groups, roles and policies of IAM. */
const WITH_IAM: ReadonlySet<string> = new Set([
  ...['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ca-central-1', 'sa-east-1', 'af-south-1', 'me-south-1'],
  ...['eu-central-1', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'eu-north-1', 'eu-south-1'],
  ...['ap-east-1', 'ap-south-1', 'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3'],
  ...['ap-southeast-1', 'ap-southeast-2', 'ap-southeast-3'],
  ...['cn-north-1', 'cn-northwest-1', 'us-gov-east-1', 'us-gov-west-1'],
]);
const IAM = ['AWS::IAM::User', 'AWS::IAM::Group', 'AWS::IAM::Role', 'AWS::IAM::Policy'] as const;

/** A recorder without a group records everything but global types. */
export function recordedBy(recorder: Answer, region: string) {
  const group = isObject(recorder['recordingGroup']) ? recorder['recordingGroup'] : { allSupported: true };
  const excluded = isObject(group['exclusionByResourceTypes']) ? group['exclusionByResourceTypes'] : {};
  return {
    allSupported: group['allSupported'] === true,
    globalTypes: WITH_IAM.has(region) && recordsIam(group, texts(excluded['resourceTypes'])),
    excludedTypes: texts(excluded['resourceTypes']),
  };
}

/** With exclusions whatever is not excluded is recorded, and the flag for global types says nothing. */
function recordsIam(group: { readonly [key: string]: Value }, excluded: readonly string[]): boolean {
  const strategy = isObject(group['recordingStrategy']) ? text(group['recordingStrategy']['useOnly']) : null;
  if (strategy === 'EXCLUSION_BY_RESOURCE_TYPES') return !IAM.some((type) => excluded.includes(type));
  const named = texts(group['resourceTypes']);
  return group['includeGlobalResourceTypes'] === true || IAM.every((type) => named.includes(type));
}
