/** The forms of AWS's own names, as people give them: account ids, regions, roles. */

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
  return /^(arn:aws[a-z-]*:iam::(\d{12}|\{account\}):role\/)?[\w+=,.@/-]+$/.test(text);
}
