/** All kinds: one line each. */
import { account } from './account.ts';
import { alarm } from './alarm.ts';
import { eventDataStore } from './event-data-store.ts';
import { eventRule } from './event-rule.ts';
import type { Kind } from './kind.ts';
import { kmsKey } from './kms-key.ts';
import { logGroup } from './log-group.ts';
import { metricFilter } from './metric-filter.ts';
import { organization } from './organization.ts';
import { region } from './region.ts';
import { subscription } from './subscription.ts';
import { topic } from './topic.ts';
import { trail } from './trail.ts';

export type { Kind } from './kind.ts';

export const kinds: ReadonlyMap<string, Kind> = new Map(
  [
    organization,
    account,
    region,
    trail,
    eventDataStore,
    logGroup,
    metricFilter,
    alarm,
    eventRule,
    topic,
    subscription,
    kmsKey,
  ].map((kind) => [kind.name, kind]),
);
