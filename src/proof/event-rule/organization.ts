/** The organization of the account in which an EventBridge rule stands: policies of event buses and topics let it in by that. */
import type { Resource } from '../../model/resource.ts';
import type { World } from '../../model/world.ts';

/** Null: it is in none. Undefined: that is not known. */
export function organizationOf(world: World, { account }: Pick<Resource, 'account'>): string | null | undefined {
  const of = world.resource('account', account)?.fields['organizationId'];
  return of === null || typeof of === 'string' ? of : undefined;
}
