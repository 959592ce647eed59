/** The selectors of a trail: which events it records. */
import type { DataResource, EventSelectors } from '../../languages/event-selectors/index.ts';
import { dataEvents, excludedSources, managementEvents, readSelectors } from '../../languages/event-selectors/index.ts';
import { parseArn, printArn } from '../../model/arn.ts';
import type { Answer } from '../../model/collect.ts';
import { malformed } from '../../model/collect.ts';
import type { Value } from '../../model/value.ts';
import type { Detail } from '../kind.ts';

export const selectors: Detail = {
  calls: ['cloudtrail:GetEventSelectors'],
  actions: ['cloudtrail:GetEventSelectors'],
  async read(resource, aws) {
    const answer = await aws.call(resource, 'cloudtrail:GetEventSelectors', { TrailName: resource.id });
    if (answer['TrailARN'] === undefined) {
      throw malformed('cloudtrail:GetEventSelectors', 'the answer names no trail');
    }
    return { answer, fields: selectorFields(answer, parseArn(resource.id)?.partition) };
  },
};

/** The fields that follow from selectors, as GetEventSelectors gives them. */
export function selectorFields(answer: Answer, partition = 'aws'): Readonly<Record<string, Value>> {
  const selectors: EventSelectors = readSelectors(answer);
  const taken = managementEvents(selectors);
  return {
    // Of management events a trail can leave out sources, reads or writes alone; what else its selectors may say, it promises nothing.
    managementEvents: taken === 'some' ? 'none' : taken,
    excludedSources: [...excludedSources(selectors)],
    s3ObjectEvents: dataEvents(selectors, anyObject(partition)),
    lambdaInvocations: dataEvents(selectors, anyFunction(partition)),
    selectors: {
      EventSelectors: answer['EventSelectors'] ?? [],
      AdvancedEventSelectors: answer['AdvancedEventSelectors'] ?? [],
    },
  };
}

/** In a bucket whose name nobody can have: it is too short. */
function anyObject(partition: string): DataResource {
  return {
    source: 's3.amazonaws.com',
    type: 'AWS::S3::Object',
    arn: printArn({ partition, service: 's3', region: '', account: '', name: '-/-' }),
  };
}

function anyFunction(partition: string): DataResource {
  const arn = printArn({ partition, service: 'lambda', region: '-', account: '000000000000', name: 'function:-' });
  return { source: 'lambda.amazonaws.com', type: 'AWS::Lambda::Function', arn };
}
