/** What a list says of an EventBridge rule, on whichever bus it stands ("ListRules"). */
import type { Answer } from '../../model/collect.ts';
import type { Field } from '../kind.ts';
import { text } from '../kind.ts';
import type { Own } from '../listing.ts';

export const statedFields: Readonly<Record<string, Field>> = {
  name: { type: 'string', about: 'Name.', read: 'list' },
  state: {
    type: 'string',
    about: 'Whether it is enabled, and for which management events.',
    values: ['ENABLED', 'DISABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'],
    read: 'list',
  },
  pattern: { type: 'string', about: 'The event pattern, as JSON text; unset: it runs by schedule.', read: 'list' },
  managedBy: { type: 'string', about: 'The AWS service that made it; unset: none.', read: 'list' },
};

/** Null where the item has no ARN or no name. */
export function stated(item: Answer): Own | null {
  const id = text(item['Arn']);
  const name = text(item['Name']);
  if (id === null || name === null) return null;
  return {
    id,
    name,
    fields: {
      name,
      state: text(item['State']),
      pattern: text(item['EventPattern']),
      managedBy: text(item['ManagedBy']),
    },
  };
}
