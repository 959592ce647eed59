/** A load balancer (Elastic Load Balancing v2): what the outside world asks first. */
import { parseArn } from '../model/arn.ts';
import type { Answer } from '../model/collect.ts';
import { malformed } from '../model/collect.ts';
import { isObject } from '../model/value.ts';
import type { ExamplePlace, Given, Made } from './example.ts';
import { arnOf, nameOf } from './example.ts';
import type { Kind } from './kind.ts';
import { list, text } from './kind.ts';
import type { Own } from './listing.ts';
import { listing } from './listing.ts';
import { watchingAlarms } from './watched.ts';

export const loadBalancer: Kind = {
  name: 'loadBalancer',
  example,
  about: 'An application, network or gateway load balancer. Classic ones are not read.',
  population: 'region',
  fields: {
    name: { type: 'string', about: 'Name.', read: 'list' },
    type: { type: 'string', about: 'Type.', values: ['application', 'network', 'gateway'], read: 'list' },
    scheme: {
      type: 'string',
      about: 'Who can reach it; unset for gateways.',
      values: ['internet-facing', 'internal'],
      read: 'list',
    },
    state: {
      type: 'string',
      about: 'State.',
      values: ['active', 'provisioning', 'active_impaired', 'failed'],
      read: 'list',
    },
    vpc: { type: 'string', about: 'Id of its VPC.', read: 'list' },
    dimension: {
      type: 'string',
      about: 'What its metrics call it: `app/shop/50dc6c495c0c9188`.',
      read: 'list',
    },
    createdAt: { type: 'time', about: 'When it was made.', read: 'list' },
    accessLogs: {
      type: 'boolean',
      about: 'It writes access logs to a bucket. A further call for each balancer; unset for gateways.',
      read: 'attributes',
    },
    accessLogsBucket: { type: 'string', about: 'Bucket of its access logs; unset: none.', read: 'attributes' },
  },
  relations: {
    alarms: watchingAlarms(
      { LoadBalancer: 'dimension' },
      ['AWS/ApplicationELB', 'AWS/NetworkELB'],
      'Alarms on its metrics, or on those of all balancers together.',
    ),
  },
  list: listing({
    call: 'elasticloadbalancing:DescribeLoadBalancers',
    input: { PageSize: 400 },
    items: 'LoadBalancers',
    read: stated,
    incomplete: 'a load balancer without ARN or name',
  }),
  details: {
    attributes: {
      calls: ['elasticloadbalancing:DescribeLoadBalancerAttributes'],
      actions: ['elasticloadbalancing:DescribeLoadBalancerAttributes'],
      async read(resource, aws) {
        if (resource.fields['type'] === 'gateway') {
          return { answer: null, fields: { accessLogs: null, accessLogsBucket: null } };
        }
        const call = 'elasticloadbalancing:DescribeLoadBalancerAttributes';
        const answer = await aws.call(resource, call, { LoadBalancerArn: resource.id });
        const enabled = attribute(answer, 'access_logs.s3.enabled');
        if (enabled === null) throw malformed(call, 'the answer does not say whether it writes access logs');
        const bucket = attribute(answer, 'access_logs.s3.bucket');
        return { answer, fields: { accessLogs: enabled === 'true', accessLogsBucket: bucket } };
      },
    },
  },
};

function attribute(answer: Answer, key: string): string | null {
  const found = list(answer['Attributes']).find((each) => isObject(each) && each['Key'] === key);
  return isObject(found) ? text(found['Value']) : null;
}

/** `loadbalancer/app/shop/50dc6c495c0c9188` -> `app/shop/50dc6c495c0c9188`. */
function dimensionOf(arn: string): string | null {
  return text(parseArn(arn)?.name.replace(/^loadbalancer\//, ''));
}

function stated(item: Answer): Own | null {
  const id = text(item['LoadBalancerArn']);
  const name = text(item['LoadBalancerName']);
  if (id === null || name === null) return null;
  return {
    id,
    name,
    fields: {
      name,
      type: text(item['Type']),
      scheme: text(item['Scheme']),
      state: isObject(item['State']) ? text(item['State']['Code']) : null,
      vpc: text(item['VpcId']),
      dimension: dimensionOf(id),
      createdAt: text(item['CreatedTime']),
    },
  };
}

const SHORT = { application: 'app', network: 'net', gateway: 'gwy' } as const;

function example(given: Given, place: ExamplePlace): Made {
  const name = nameOf(given, 'shop');
  const type = text(given['type']) ?? 'application';
  const short = type === 'network' || type === 'gateway' ? SHORT[type] : SHORT.application;
  const id = arnOf(place, 'elasticloadbalancing', `loadbalancer/${short}/${name}/50dc6c495c0c9188`);
  return {
    id,
    name,
    fields: {
      type,
      scheme: 'internet-facing',
      state: 'active',
      vpc: 'vpc-0123456789abcdef0',
      dimension: dimensionOf(id),
      createdAt: null,
      accessLogs: true,
      accessLogsBucket: 'balancer-logs',
      ...given,
      name,
    },
    shortForms: [],
  };
}
