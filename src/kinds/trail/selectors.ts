/** The selectors of a trail: which events it records. */
import type { EventSelectors } from '../../languages/event-selectors/index.ts';
import { excludedSources, managementEvents, readSelectors } from '../../languages/event-selectors/index.ts';
import type { Answer } from '../../model/collect.ts';
import { Unread } from '../../model/collect.ts';
import type { Value } from '../../model/value.ts';
import type { Detail } from '../kind.ts';

export const selectors: Detail = {
  calls: ['cloudtrail:GetEventSelectors'],
  actions: ['cloudtrail:GetEventSelectors'],
  async read(resource, aws) {
    const answer = await aws.call(resource, 'cloudtrail:GetEventSelectors', { TrailName: resource.id });
    if (answer['TrailARN'] === undefined) {
      throw new Unread('malformed', 'cloudtrail:GetEventSelectors', '', 'the answer names no trail');
    }
    return { answer, fields: selectorFields(answer) };
  },
};

/** The fields that follow from selectors, as GetEventSelectors gives them. */
export function selectorFields(answer: Answer): Readonly<Record<string, Value>> {
  const selectors: EventSelectors = readSelectors(answer);
  return {
    managementEvents: managementEvents(selectors),
    excludedSources: [...excludedSources(selectors)],
    selectors: {
      EventSelectors: answer['EventSelectors'] ?? [],
      AdvancedEventSelectors: answer['AdvancedEventSelectors'] ?? [],
    },
  };
}
