/** The forms of AWS's own names, as people give them: account ids, regions, roles. */
import { parseArn } from './arn.ts';

/** 12 digits. */
export function isAccountId(text: string): boolean {
  return /^\d{12}$/.test(text);
}

/** `us-east-1`, `us-gov-west-1`. */
export function isRegionName(text: string): boolean {
  return /^[a-z]{2,3}(-[a-z]+)+-\d+$/.test(text);
}

/** A role's name, or its ARN with `{account}` in the place of the account id. */
export function isRole(text: string): boolean {
  const arn = parseArn(text);
  if (!arn) return /^[\w+=,.@/-]+$/.test(text);
  const { partition, service, region, account, name } = arn;
  const isOfIam = /^aws[a-z-]*$/.test(partition) && service === 'iam' && region === '';
  return isOfIam && (isAccountId(account) || account === '{account}') && /^role\/[\w+=,.@/-]+$/.test(name);
}
