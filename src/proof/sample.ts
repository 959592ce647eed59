/** A sample of an event class as it would be recorded in an account. */
import type { CloudTrailRecord, Value } from '../model/value.ts';
import { isObject } from '../model/value.ts';

/** The sample's own account id, wherever it stands, becomes the account's. */
export function ownedBy(account: string, record: CloudTrailRecord): CloudTrailRecord {
  const { recipientAccountId: own } = record;
  const changed = (value: Value): Value => {
    if (typeof value === 'string') return typeof own === 'string' ? value.replaceAll(own, account) : value;
    if (Array.isArray(value)) return value.map(changed);
    return isObject(value) ? fieldsOf(value) : value;
  };
  const fieldsOf = (object: CloudTrailRecord) =>
    Object.fromEntries(Object.entries(object).map(([key, value]) => [key, changed(value)]));
  return { ...(own === account ? record : fieldsOf(record)), recipientAccountId: account };
}
