/** EventBridge rules that only keep what they match: those of archives and of schema discovery, which EventBridge makes for itself. They tell nobody. */
import { parseArn } from '../../model/arn.ts';
import type { Resource } from '../../model/resource.ts';

/** Such a rule matches all that comes to its bus, so that it would be the nearest way of every event. */
export function onlyKeeps({ fields }: Resource): boolean {
  const { targets } = fields;
  return Array.isArray(targets) && targets.length > 0 && targets.every((arn) => isKeeping(String(arn)));
}

/** An archive stands there as `arn:aws:events:us-east-1:::`, without account and name. */
function isKeeping(arn: string): boolean {
  const { service, account } = parseArn(arn) ?? {};
  return service === 'schemas' || (service === 'events' && account === '');
}
