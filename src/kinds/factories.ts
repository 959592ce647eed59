/** The example of each kind, by its name. */
import type { Example } from './example.ts';
import { kinds } from './index.ts';

export interface FactoryPlace {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
}

/** What a factory makes of the fields a test gives. Short forms such as `logGroup: name` become ARNs in the same place. */
export interface Made {
  readonly id: string;
  readonly name: string;
  readonly fields: Readonly<Record<string, Value>>;
  /** Keys of the test that were short forms and are not fields. */
  readonly shortForms: readonly string[];
}

type Given = Readonly<Record<string, Value>>;
type Factory = (given: Given, place: FactoryPlace) => Made;

/** A default topic policy, as SNS writes it: whoever acts for the owner's account may publish. */
function ownersPolicy(arn: string, account: string): string {
  const statement = {
    Effect: 'Allow',
    Principal: { AWS: '*' },
    Action: ['SNS:Publish', 'SNS:Subscribe'],
    Resource: arn,
    Condition: { StringEquals: { 'AWS:SourceOwner': account } },
  };
  return JSON.stringify({ Version: '2008-10-17', Statement: [statement] });
}

/** A topic policy that lets services publish: `events.amazonaws.com`. */
function policyAdmitting(services: readonly string[], topicArn: string): string {
  const statement = { Effect: 'Allow', Principal: { Service: services }, Action: 'sns:Publish', Resource: topicArn };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}

function nameOf(given: Given, fallback: string): string {
  return typeof given['name'] === 'string' ? given['name'] : fallback;
}

function arn(place: FactoryPlace, service: string, name: string): string {
  return printArn({ ...place, service, name });
}

/** Selectors that take exactly the management events asked for. */
function selectorsFor(managementEvents: Value | undefined): Answer {
  const type = { all: 'All', readOnly: 'ReadOnly', writeOnly: 'WriteOnly' }[String(managementEvents ?? 'all')];
  return { EventSelectors: [{ ReadWriteType: type ?? 'All', IncludeManagementEvents: type !== undefined }] };
}

const organization: Factory = (given, place) => ({
  id: 'o-exampleorgid',
  name: 'o-exampleorgid',
  fields: { managementAccount: place.account, featureSet: 'ALL', ...given },
  shortForms: [],
});

const account: Factory = (given, place) => ({
  id: place.account,
  name: nameOf(given, place.account),
  fields: {
    name: null,
    status: 'ACTIVE',
    organizationId: null,
    managementAccount: null,
    management: null,
    organizationalUnits: [],
    tags: {},
    regionNames: [place.region],
    ...given,
  },
  shortForms: [],
});

const region: Factory = (given, place) => {
  const name = nameOf(given, place.region);
  return { id: `${place.account}/${name}`, name, fields: { managementAccount: null, ...given, name }, shortForms: [] };
};

const trail: Factory = (given, place) => {
  const name = nameOf(given, 'main');
  const { logGroup, ...rest } = given;
  const selectors = selectorsFor(given['managementEvents']);
  return {
    id: arn(place, 'cloudtrail', `trail/${name}`),
    name,
    fields: {
      homeRegion: place.region,
      multiRegion: true,
      organization: false,
      globalServiceEvents: true,
      logFileValidation: true,
      kmsKey: arn(place, 'kms', 'key/11111111-2222-3333-4444-555555555555'),
      bucket: 'trail-bucket',
      logGroupArn: typeof logGroup === 'string' ? arn(place, 'logs', `log-group:${logGroup}:*`) : null,
      logsRole: null,
      snsTopic: null,
      visibleIn: [place.account],
      logging: true,
      deliveredAt: null,
      deliveryError: null,
      deliveredToLogsAt: null,
      logsDeliveryError: null,
      ...selectorFields(selectors),
      ...rest,
      name,
    },
    shortForms: ['logGroup'],
  };
};

const logGroup: Factory = (given, place) => {
  const name = nameOf(given, 'trail-logs');
  return {
    id: arn(place, 'logs', `log-group:${name}`),
    name,
    fields: {
      retentionDays: null,
      kmsKey: arn(place, 'kms', 'key/11111111-2222-3333-4444-555555555555'),
      class: 'STANDARD',
      storedBytes: 0,
      createdAt: null,
      ...given,
      name,
    },
    shortForms: [],
  };
};

const metricFilter: Factory = (given, place) => {
  const name = nameOf(given, 'filter');
  const { logGroup: group = 'trail-logs', ...rest } = given;
  const groupArn = arn(place, 'logs', `log-group:${String(group)}`);
  return {
    id: `${groupArn}:metric-filter:${name}`,
    name,
    fields: {
      pattern: '',
      logGroupName: String(group),
      logGroupArn: groupArn,
      namespace: 'Audit',
      metricName: 'Events',
      metricValue: '1',
      defaultValue: null,
      unit: null,
      dimensions: {},
      fieldSelection: null,
      systemDimensions: [],
      transformed: false,
      ...rest,
      name,
    },
    shortForms: ['logGroup'],
  };
};

const alarm: Factory = (given, place) => {
  const name = nameOf(given, 'alarm');
  const { topics, ...rest } = given;
  return {
    id: arn(place, 'cloudwatch', `alarm:${name}`),
    name,
    fields: {
      type: 'metric',
      namespace: 'Audit',
      metricName: 'Events',
      dimensions: {},
      statistic: 'Sum',
      period: 300,
      unit: null,
      comparison: 'GreaterThanOrEqualToThreshold',
      threshold: 1,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      missingData: 'notBreaching',
      lowSamples: null,
      metrics: [],
      query: null,
      rule: null,
      suppressor: null,
      actionsEnabled: true,
      actions: texts(topics).map((topicName) => arn(place, 'sns', topicName)),
      state: 'OK',
      // Only an alarm on one metric names it itself.
      ...(given['type'] === undefined || given['type'] === 'metric' ? {} : { namespace: null, metricName: null }),
      ...rest,
      name,
    },
    shortForms: ['topics'],
  };
};

const topic: Factory = (given, place) => {
  const name = nameOf(given, 'security');
  const id = arn(place, 'sns', name);
  const { admits, ...rest } = given;
  const policy = admits === undefined ? ownersPolicy(id, place.account) : policyAdmitting(texts(admits), id);
  return {
    id,
    name,
    fields: { policy, kmsKey: null, fifo: false, ...rest, name },
    shortForms: ['admits'],
  };
};

const subscription: Factory = (given, place) => {
  const { topic: topicName = 'security', ...rest } = given;
  const topicArn = arn(place, 'sns', String(topicName));
  const fields = {
    protocol: 'email',
    endpoint: 'security@example.com',
    confirmed: true,
    topicArn,
    filterPolicy: null,
    ...rest,
  };
  const name = `${String(fields.protocol)}:${String(fields.endpoint)}`;
  return { id: `${topicArn}:${name}`, name, fields, shortForms: ['topic'] };
};

const eventRule: Factory = (given, place) => {
  const name = nameOf(given, 'event-rule');
  const { topics, ...rest } = given;
  return {
    id: arn(place, 'events', `rule/${name}`),
    name,
    fields: {
      state: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
      pattern: '{"detail-type":["AWS API Call via CloudTrail"]}',
      managedBy: null,
      targets: texts(topics).map((topicName) => arn(place, 'sns', topicName)),
      ...rest,
      name,
    },
    shortForms: ['topics'],
  };
};

export const factories: ReadonlyMap<string, Factory> = new Map(
  Object.entries({
    organization,
    account,
    region,
    trail,
    logGroup,
    metricFilter,
    alarm,
    eventRule,
    topic,
    subscription,
  }),
);
