/** Does a policy speak of a resource at all? */
import { overlap } from './pattern.ts';
import { readPolicy } from './policy.ts';

/** `names`: ARNs, with wildcards where parts of the resource have names of their own. A policy that cannot be read may speak of it. */
export function maySpeakOf(policy: string, names: readonly string[]): boolean {
  const read = readPolicy(policy);
  if (!read) return true;
  return read.statements.some(
    ({ resources: { not, patterns } }) =>
      not || patterns.some((pattern) => names.some((name) => overlap(pattern, name))),
  );
}
