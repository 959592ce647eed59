/** All kinds: one line each. */
import { account } from './account.ts';
import { alarm } from './alarm.ts';
import { alarmMuteRule } from './alarm-mute-rule.ts';
import { autoScalingGroup } from './auto-scaling-group.ts';
import { bucket } from './bucket.ts';
import { busRule } from './bus-rule.ts';
import { configRecorder } from './config-recorder.ts';
import { customMetric } from './custom-metric.ts';
import { database } from './database.ts';
import { detector } from './detector.ts';
import { eventBus } from './event-bus.ts';
import { eventDataStore } from './event-data-store.ts';
import { eventRule } from './event-rule.ts';
import { flowLog } from './flow-log.ts';
import { lambdaFunction } from './function.ts';
import { instance } from './instance.ts';
import type { Kind } from './kind.ts';
import { kmsKey } from './kms-key.ts';
import { loadBalancer } from './load-balancer.ts';
import { logGroup } from './log-group.ts';
import { logResourcePolicy } from './log-resource-policy.ts';
import { managedPolicy } from './managed-policy.ts';
import { metric } from './metric.ts';
import { metricFilter } from './metric-filter.ts';
import { organization } from './organization.ts';
import { region } from './region.ts';
import { role } from './role.ts';
import { securityHub } from './security-hub.ts';
import { subscription } from './subscription.ts';
import { subscriptionFilter } from './subscription-filter.ts';
import { topic } from './topic.ts';
import { trail } from './trail/index.ts';
import { vpc } from './vpc.ts';

export type { Kind } from './kind.ts';

export const kinds: ReadonlyMap<string, Kind> = new Map(
  [
    ...[
      organization,
      account,
      region,
      trail,
      bucket,
      eventDataStore,
      logGroup,
      logResourcePolicy,
      subscriptionFilter,
      metricFilter,
      alarm,
      alarmMuteRule,
      customMetric,
      eventBus,
      eventRule,
      busRule,
      role,
      managedPolicy,
      topic,
      subscription,
      kmsKey,
    ],
    ...[instance, lambdaFunction, database, loadBalancer, autoScalingGroup, metric],
    ...[vpc, flowLog, configRecorder, securityHub, detector],
  ].map((kind) => [kind.name, kind]),
);
