/** A flow log: what records the traffic of a VPC, a subnet or a network interface. */
import { partitionOf, printArn } from '../model/arn.ts';
import type { Answer, Want } from '../model/collect.ts';
import type { ExamplePlace, Given, Made } from './example.ts';
import { arnOf } from './example.ts';
import type { Kind } from './kind.ts';
import { text } from './kind.ts';
import type { Own } from './listing.ts';
import { listing } from './listing.ts';

export const flowLog: Kind = {
  name: 'flowLog',
  example,
  about: 'A flow log.',
  population: 'region',
  fields: {
    flowLogId: { type: 'string', about: 'Id: `fl-0123456789abcdef0`.', read: 'list' },
    subject: { type: 'string', about: 'Id of the VPC, subnet, network interface or gateway it records.', read: 'list' },
    traffic: {
      type: 'string',
      about: 'Traffic it records; unset for transit gateways.',
      values: ['ALL', 'ACCEPT', 'REJECT'],
      read: 'list',
    },
    status: { type: 'string', about: 'Status: `ACTIVE`.', read: 'list' },
    delivery: {
      type: 'string',
      about: 'Whether its last records arrived; unset: none were sent yet.',
      values: ['SUCCESS', 'FAILED'],
      read: 'list',
    },
    deliveryError: { type: 'string', about: 'Why they did not: `Access error`, `Rate limited`, ...', read: 'list' },
    destinationType: {
      type: 'string',
      about: 'Where they go.',
      values: ['cloud-watch-logs', 's3', 'kinesis-data-firehose'],
      read: 'list',
    },
    destination: { type: 'string', about: 'ARN of the log group, bucket or delivery stream.', read: 'list' },
  },
  relations: {},
  list: listing({
    call: 'ec2:DescribeFlowLogs',
    input: { MaxResults: 1000 },
    items: 'FlowLogs',
    read: stated,
    incomplete: 'a flow log without id',
  }),
  details: {},
};

function stated(item: Answer, { account, region }: Want): Own | null {
  const id = text(item['FlowLogId']);
  if (id === null) return null;
  const place = { partition: partitionOf(region), region, account };
  const group = text(item['LogGroupName']);
  const groupArn = group === null ? null : printArn({ ...place, service: 'logs', name: `log-group:${group}` });
  return {
    id: printArn({ ...place, service: 'ec2', name: `vpc-flow-log/${id}` }),
    name: id,
    fields: {
      flowLogId: id,
      subject: text(item['ResourceId']),
      traffic: text(item['TrafficType']),
      status: text(item['FlowLogStatus']),
      delivery: text(item['DeliverLogsStatus']),
      deliveryError: text(item['DeliverLogsErrorMessage']),
      destinationType: text(item['LogDestinationType']) ?? 'cloud-watch-logs',
      destination: text(item['LogDestination']) ?? groupArn,
    },
  };
}

function example(given: Given, place: ExamplePlace): Made {
  const id = text(given['flowLogId']) ?? 'fl-0123456789abcdef0';
  return {
    id: arnOf(place, 'ec2', `vpc-flow-log/${id}`),
    name: id,
    fields: {
      subject: 'vpc-0123456789abcdef0',
      traffic: 'ALL',
      status: 'ACTIVE',
      delivery: 'SUCCESS',
      deliveryError: null,
      destinationType: 's3',
      destination: 'arn:aws:s3:::flow-logs',
      ...given,
      flowLogId: id,
    },
    shortForms: [],
  };
}
