/** What a template of a rule would make, as the `given` of a rule test: alarms, metric filters, topics and who is subscribed. */
import { parseDocument } from 'yaml';
import type { Value } from '../../../src/model/value.ts';
import { isObject } from '../../../src/model/value.ts';
import type { Block } from './hcl.ts';
import { readHcl } from './hcl.ts';

type Fields = Readonly<Record<string, Value>>;

/** One resource of a template, in CloudFormation's words. */
export interface Planned {
  readonly type: string;
  readonly properties: Fields;
}

/** Intrinsic functions stand as a text: `!Ref SecurityTopic`. @throws Error where the text is no template */
export function fromCloudFormation(text: string): readonly Planned[] {
  const known = ['!Ref', '!GetAtt', '!Sub'];
  const customTags = known.map((tag) => ({ tag, resolve: (value: string) => `${tag} ${value}` }));
  const document = parseDocument(text, { customTags });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem) throw problem;
  const template = document.toJS() as Value;
  const resources = isObject(template) ? template['Resources'] : null;
  if (!isObject(resources)) throw new Error('the template has no Resources');
  return Object.values(resources).map((resource) => {
    const { Type: type, Properties: properties = {} } = isObject(resource) ? resource : {};
    if (typeof type !== 'string' || !isObject(properties)) throw new Error('a resource without Type');
    return { type, properties };
  });
}

const TYPES: Readonly<Record<string, string>> = {
  aws_cloudwatch_log_metric_filter: 'AWS::Logs::MetricFilter',
  aws_cloudwatch_metric_alarm: 'AWS::CloudWatch::Alarm',
  aws_sns_topic: 'AWS::SNS::Topic',
  aws_sns_topic_subscription: 'AWS::SNS::Subscription',
};

/** Names of attributes are those of properties, but for these. */
const PROPERTIES: Readonly<Record<string, string>> = {
  'aws_cloudwatch_log_metric_filter.name': 'FilterName',
  'aws_cloudwatch_log_metric_filter.pattern': 'FilterPattern',
  'metric_transformation.name': 'MetricName',
  'metric_transformation.namespace': 'MetricNamespace',
  'metric_transformation.value': 'MetricValue',
};

/** @throws Error where the text is no Terraform */
export function fromTerraform(text: string): readonly Planned[] {
  return readHcl(text).flatMap((block) => {
    const [type = ''] = block.labels;
    const transformations = block.blocks.map((inner) => propertiesOf(inner, inner.type));
    const properties = { ...propertiesOf(block, type), MetricTransformations: transformations };
    return block.type === 'resource' ? [{ type: TYPES[type] ?? type, properties }] : [];
  });
}

function propertiesOf({ attributes }: Block, type: string): Fields {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [PROPERTIES[`${type}.${name}`] ?? pascal(name), value]),
  );
}

function pascal(name: string): string {
  return name.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** Beside a trail that is right. What a property does not say is AWS's default. */
export function givenBy(planned: readonly Planned[]): Readonly<Record<string, Value>> {
  const of = (type: string) => planned.filter((each) => each.type === type).map(({ properties }) => properties);
  const topics = of('AWS::SNS::Topic');
  const subscribed = [...topics.flatMap((topic) => items(topic['Subscription'])), ...of('AWS::SNS::Subscription')];
  return {
    trails: [{ logGroup: 'TRAIL_LOG_GROUP' }],
    logGroups: [{ name: 'TRAIL_LOG_GROUP' }],
    metricFilters: of('AWS::Logs::MetricFilter').map(filterOf),
    alarms: of('AWS::CloudWatch::Alarm').map(alarmOf),
    topics: topics.map((topic) => ({ name: topic['TopicName'] ?? null })),
    subscriptions: subscribed.map(({ Protocol, Endpoint }) => ({
      protocol: Protocol ?? null,
      endpoint: Endpoint ?? null,
    })),
  };
}

function filterOf(properties: Fields): Value {
  const [transformation = {}] = items(properties['MetricTransformations']);
  return {
    name: properties['FilterName'] ?? null,
    pattern: properties['FilterPattern'] ?? null,
    logGroup: properties['LogGroupName'] ?? null,
    namespace: transformation['MetricNamespace'] ?? null,
    metricName: transformation['MetricName'] ?? null,
    metricValue: transformation['MetricValue'] ?? null,
  };
}

function alarmOf(properties: Fields): Value {
  const actions = properties['AlarmActions'];
  return {
    name: properties['AlarmName'] ?? null,
    namespace: properties['Namespace'] ?? null,
    metricName: properties['MetricName'] ?? null,
    statistic: properties['Statistic'] ?? null,
    period: properties['Period'] ?? null,
    evaluationPeriods: properties['EvaluationPeriods'] ?? null,
    datapointsToAlarm: properties['DatapointsToAlarm'] ?? properties['EvaluationPeriods'] ?? null,
    threshold: properties['Threshold'] ?? null,
    comparison: properties['ComparisonOperator'] ?? null,
    missingData: properties['TreatMissingData'] ?? 'missing',
    actionsEnabled: properties['ActionsEnabled'] ?? true,
    topics: Array.isArray(actions) ? actions.map(topicNamed) : [],
  };
}

/** `aws_sns_topic.security.arn`, `!Ref SecurityTopic`: the one topic of all templates. */
function topicNamed(reference: Value): string {
  if (reference === 'aws_sns_topic.security.arn' || reference === '!Ref SecurityTopic') return 'security';
  throw new Error(`an action that is no topic of the template: ${JSON.stringify(reference)}`);
}

function items(value: Value | undefined): readonly Fields[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
