/** A subscription filter: passes on what arrives in a log group, as it arrives, to a stream, a function or another account. */
import { parseArn, partitionOf, printArn } from '../model/arn.ts';
import type { Answer, Want } from '../model/collect.ts';
import type { ExamplePlace, Given, Made } from './example.ts';
import { arnOf, nameOf } from './example.ts';
import type { Kind } from './kind.ts';
import { text } from './kind.ts';
import type { Own } from './listing.ts';
import { listing } from './listing.ts';

export const subscriptionFilter: Kind = {
  name: 'subscriptionFilter',
  example,
  about: 'A subscription filter of a log group that a trail sends to. Those of other log groups are not read.',
  population: { through: ['trail.logGroup.subscriptionFilters'] },
  fields: {
    name: { type: 'string', about: 'Name, unique in its log group.', read: 'list' },
    pattern: {
      type: 'string',
      about: 'Its filter pattern; the empty text passes on everything.',
      read: 'list',
    },
    logGroupArn: { type: 'string', about: 'ARN of its log group.', read: 'list' },
    destination: { type: 'string', about: 'ARN of what it passes log events on to.', read: 'list' },
    destinationType: {
      type: 'string',
      about:
        'What that is: a Kinesis stream, a Firehose stream, a Lambda function, an OpenSearch domain, or a destination of CloudWatch Logs, most often of another account.',
      values: ['kinesis', 'firehose', 'lambda', 'opensearch', 'destination', 'other'],
      read: 'list',
    },
    destinationAccount: { type: 'string', about: 'Id of the account it stands in.', read: 'list' },
    role: {
      type: 'string',
      about: 'ARN of the role it passes them on as; unset where the destination needs none.',
      read: 'list',
    },
    fieldSelection: {
      type: 'string',
      about: 'Criteria on account and region that narrow it; unset: none.',
      read: 'list',
    },
    transformed: {
      type: 'boolean',
      about: 'It passes on transformed log events, not the original ones.',
      read: 'list',
    },
  },
  relations: {},
  list: listing({
    call: 'logs:DescribeSubscriptionFilters',
    input: ({ within = '' }) => ({ logGroupName: within }),
    items: 'subscriptionFilters',
    read: stated,
    incomplete: 'a subscription filter without name or destination',
    // A log group that does not exist has no filters.
    noneWhere: 'ResourceNotFoundException',
  }),
  details: {},
};

/** Service in the ARN of a destination -> what it is. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ['kinesis', 'kinesis'],
  ['firehose', 'firehose'],
  ['lambda', 'lambda'],
  ['es', 'opensearch'],
  ['logs', 'destination'],
]);

function destinationOf(arn: string) {
  const parts = parseArn(arn);
  return {
    destination: arn,
    destinationType: TYPES.get(parts?.service ?? '') ?? 'other',
    destinationAccount: text(parts?.account),
  };
}

function stated(item: Answer, { account, region, within = '' }: Want): Own | null {
  const name = text(item['filterName']);
  const destination = text(item['destinationArn']);
  if (name === null || destination === null) return null;
  const group = `log-group:${text(item['logGroupName']) ?? within}`;
  const logGroupArn = printArn({ partition: partitionOf(region), service: 'logs', region, account, name: group });
  return {
    id: `${logGroupArn}:subscription-filter:${name}`,
    name,
    fields: {
      name,
      pattern: typeof item['filterPattern'] === 'string' ? item['filterPattern'] : '',
      logGroupArn,
      ...destinationOf(destination),
      role: text(item['roleArn']),
      fieldSelection: text(item['fieldSelectionCriteria']),
      transformed: item['applyOnTransformedLogs'] === true,
    },
  };
}

function example(given: Given, place: ExamplePlace): Made {
  const name = nameOf(given, 'to-siem');
  const { logGroup = 'trail-logs', destination, ...rest } = given;
  const logGroupArn = arnOf(place, 'logs', `log-group:${String(logGroup)}`);
  return {
    id: `${logGroupArn}:subscription-filter:${name}`,
    name,
    fields: {
      pattern: '',
      logGroupArn,
      ...destinationOf(text(destination) ?? arnOf(place, 'firehose', 'deliverystream/siem')),
      role: arnOf({ ...place, region: '' }, 'iam', 'role/logs-to-siem'),
      fieldSelection: null,
      transformed: false,
      ...rest,
      name,
    },
    shortForms: ['logGroup'],
  };
}
