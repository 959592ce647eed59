/** A GuardDuty detector: what looks for threats in a region of an account. */
import { partitionOf, printArn } from '../model/arn.ts';
import { malformed } from '../model/collect.ts';
import type { ExamplePlace, Given, Made } from './example.ts';
import { arnOf, nameOf } from './example.ts';
import type { Kind } from './kind.ts';
import { text, texts } from './kind.ts';
import { drafted } from './listing.ts';

export const detector: Kind = {
  name: 'detector',
  example,
  about: 'The GuardDuty detector of a region; there is none where GuardDuty was never enabled.',
  population: 'region',
  fields: {
    name: { type: 'string', about: 'Its id.', read: 'list' },
    enabled: { type: 'boolean', about: 'It is enabled, and not suspended.', read: 'settings' },
    publishing: {
      type: 'string',
      about: 'How often findings that come again are published.',
      values: ['FIFTEEN_MINUTES', 'ONE_HOUR', 'SIX_HOURS'],
      read: 'settings',
    },
  },
  relations: {},
  list: {
    calls: ['guardduty:ListDetectors'],
    actions: ['guardduty:ListDetectors'],
    async *read(want, aws) {
      const { account, region } = want;
      const answer = await aws.call(want, 'guardduty:ListDetectors', {});
      if (!Array.isArray(answer['DetectorIds'])) {
        throw malformed('guardduty:ListDetectors', 'the answer holds no DetectorIds');
      }
      const place = { partition: partitionOf(region), service: 'guardduty', region, account };
      const idOf = (name: string) => printArn({ ...place, name: `detector/${name}` });
      // A region has one at most, so there are no further pages.
      yield texts(answer['DetectorIds']).map((name) =>
        drafted(want, 'guardduty:ListDetectors', { id: idOf(name), name, fields: { name } }, answer),
      );
    },
  },
  details: {
    settings: {
      calls: ['guardduty:GetDetector'],
      actions: ['guardduty:GetDetector'],
      async read(resource, aws) {
        const answer = await aws.call(resource, 'guardduty:GetDetector', { DetectorId: resource.name });
        const status = text(answer['Status']);
        if (status === null) throw malformed('guardduty:GetDetector', 'a detector without status');
        const publishing = text(answer['FindingPublishingFrequency']);
        return { answer, fields: { enabled: status === 'ENABLED', publishing } };
      },
    },
  },
};

function example(given: Given, place: ExamplePlace): Made {
  const name = nameOf(given, '12abc34d567e8fa901bc2d34e56789f0');
  return {
    id: arnOf(place, 'guardduty', `detector/${name}`),
    name,
    fields: { enabled: true, publishing: 'SIX_HOURS', ...given, name },
    shortForms: [],
  };
}
