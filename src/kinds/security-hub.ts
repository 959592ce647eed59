/** Security Hub CSPM in a region of an account, where it is enabled. */
import { printArn } from '../model/arn.ts';
import type { Answer } from '../model/collect.ts';
import { malformed, Unread } from '../model/collect.ts';
import type { ExamplePlace, Given, Made } from './example.ts';
import { arnOf } from './example.ts';
import type { Kind } from './kind.ts';
import { text } from './kind.ts';
import { drafted } from './listing.ts';

/** AWS's answers where it is not enabled: a fact, and nothing that could not be read. The first is given for other reasons, too. */
function saysNotEnabled({ code, message }: Unread): boolean {
  if (code === 'InvalidAccessException') return /not (subscribed|enabled)/i.test(message);
  return code === 'ResourceNotFoundException';
}

export const securityHub: Kind = {
  name: 'securityHub',
  example,
  about: 'AWS Security Hub CSPM in a region; there is none where it is not enabled.',
  population: 'region',
  fields: {
    enabledAt: { type: 'time', about: 'When it was enabled.', read: 'list' },
    autoEnableControls: {
      type: 'boolean',
      about: 'New controls of its standards are enabled by themselves.',
      read: 'list',
    },
    standards: { type: 'list', about: 'ARNs of the standards that are enabled in it.', read: 'standards' },
  },
  relations: {},
  list: {
    calls: ['securityhub:DescribeHub'],
    actions: ['securityhub:DescribeHub'],
    async *read(want, aws) {
      try {
        const answer = await aws.call(want, 'securityhub:DescribeHub', {});
        const id = text(answer['HubArn']);
        if (id === null) throw malformed('securityhub:DescribeHub', 'a hub without ARN');
        const fields = {
          enabledAt: text(answer['SubscribedAt']),
          autoEnableControls: answer['AutoEnableControls'] === true,
        };
        yield [drafted(want, 'securityhub:DescribeHub', { id, name: want.region, fields }, answer)];
      } catch (error) {
        if (!(error instanceof Unread && saysNotEnabled(error))) throw error;
      }
    },
  },
  details: {
    standards: {
      calls: ['securityhub:GetEnabledStandards'],
      actions: ['securityhub:GetEnabledStandards'],
      async read(resource, aws) {
        const answer: Answer[] = [];
        const call = 'securityhub:GetEnabledStandards';
        for await (const page of aws.list(resource, call, { MaxResults: 100 }, 'StandardsSubscriptions')) {
          answer.push(...page);
        }
        // One that could not be enabled, or is just being disabled, checks nothing.
        const enabled = answer.filter(
          ({ StandardsStatus }) => StandardsStatus !== 'FAILED' && StandardsStatus !== 'DELETING',
        );
        return { answer, fields: { standards: enabled.flatMap(({ StandardsArn }) => text(StandardsArn) ?? []) } };
      },
    },
  },
};

/** As `--enable-default-standards` does. */
function bestPractices({ partition, region }: ExamplePlace): string {
  const name = 'standards/aws-foundational-security-best-practices/v/1.0.0';
  return printArn({ partition, service: 'securityhub', region, account: '', name });
}

function example(given: Given, place: ExamplePlace): Made {
  return {
    id: arnOf(place, 'securityhub', 'hub/default'),
    name: place.region,
    fields: { enabledAt: null, autoEnableControls: true, standards: [bestPractices(place)], ...given },
    shortForms: [],
  };
}
