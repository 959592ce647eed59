/** A Lambda function: code that fails where nobody looks. */
import { partitionOf, printArn } from '../model/arn.ts';
import type { Answer } from '../model/collect.ts';
import type { Resource } from '../model/resource.ts';
import { isObject } from '../model/value.ts';
import type { ExamplePlace, Given, Made } from './example.ts';
import { arnOf, nameOf } from './example.ts';
import type { Kind } from './kind.ts';
import { text } from './kind.ts';
import type { Own } from './listing.ts';
import { listing } from './listing.ts';
import { watchingAlarms } from './watched.ts';

export const lambdaFunction: Kind = {
  name: 'function',
  example,
  about: 'A Lambda function.',
  population: 'region',
  fields: {
    name: { type: 'string', about: 'Name.', read: 'list' },
    runtime: { type: 'string', about: 'Runtime: `nodejs24.x`; unset: it is a container image.', read: 'list' },
    packageType: { type: 'string', about: 'How its code comes.', values: ['Zip', 'Image'], read: 'list' },
    logGroupName: {
      type: 'string',
      about: 'Log group it writes to: the one it is told, or `/aws/lambda/` and its name.',
      read: 'list',
    },
    role: { type: 'string', about: 'ARN of the role it runs as.', read: 'list' },
    vpc: { type: 'string', about: 'Id of the VPC it is attached to; unset: none.', read: 'list' },
    modifiedAt: { type: 'time', about: 'When it was last changed.', read: 'list' },
  },
  relations: {
    alarms: watchingAlarms(
      { FunctionName: 'name' },
      ['AWS/Lambda'],
      'Alarms on its metrics, or on those of all functions together.',
    ),
    logGroup: {
      kind: 'logGroup',
      many: false,
      about: 'The log group it writes to.',
      by: ['logGroupName'],
      from: (resource) => [logGroupOf(resource)],
      to: (candidate) => [candidate.id],
      // The whole list, so that many functions take one call and not one each.
      wants: ({ account, region }) => [{ kind: 'logGroup', account, region }],
    },
    metricFilters: {
      kind: 'metricFilter',
      many: true,
      about: 'Metric filters on the log group it writes to.',
      by: ['logGroupName'],
      on: ['logGroupArn'],
      from: (resource) => [logGroupOf(resource)],
      to: (candidate) => [text(candidate.fields['logGroupArn']) ?? ''],
      wants: ({ account, region }) => [{ kind: 'metricFilter', account, region }],
    },
  },
  list: listing({
    call: 'lambda:ListFunctions',
    input: { MaxItems: 50 },
    items: 'Functions',
    read: stated,
    incomplete: 'a function without ARN or name',
  }),
  details: {},
};

function logGroupOf({ account, region, fields }: Resource): string {
  const name = `log-group:${text(fields['logGroupName']) ?? ''}`;
  return printArn({ partition: partitionOf(region), service: 'logs', region, account, name });
}

function stated(item: Answer): Own | null {
  const id = text(item['FunctionArn']);
  const name = text(item['FunctionName']);
  if (id === null || name === null) return null;
  const logging = isObject(item['LoggingConfig']) ? item['LoggingConfig'] : {};
  const vpc = isObject(item['VpcConfig']) ? item['VpcConfig'] : {};
  const modified = Date.parse(text(item['LastModified']) ?? '');
  return {
    id,
    name,
    fields: {
      name,
      runtime: text(item['Runtime']),
      packageType: text(item['PackageType']) ?? 'Zip',
      logGroupName: text(logging['LogGroup']) ?? `/aws/lambda/${name}`,
      role: text(item['Role']),
      vpc: text(vpc['VpcId']),
      modifiedAt: Number.isNaN(modified) ? null : new Date(modified).toISOString(),
    },
  };
}

function example(given: Given, place: ExamplePlace): Made {
  const name = nameOf(given, 'worker');
  const { logGroup, ...rest } = given;
  return {
    id: arnOf(place, 'lambda', `function:${name}`),
    name,
    fields: {
      runtime: 'nodejs24.x',
      packageType: 'Zip',
      logGroupName: typeof logGroup === 'string' ? logGroup : `/aws/lambda/${name}`,
      role: null,
      vpc: null,
      modifiedAt: null,
      ...rest,
      name,
    },
    shortForms: ['logGroup'],
  };
}
