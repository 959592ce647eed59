/** The Insights of a trail: which unusual rates of management events it records. Follows "GetInsightSelectors", CloudTrail API Reference. */
import type { Answer } from '../../model/collect.ts';
import { malformed, Unread } from '../../model/collect.ts';
import { isObject } from '../../model/value.ts';
import type { Detail } from '../kind.ts';
import { list, text, texts } from '../kind.ts';

const CALL = 'cloudtrail:GetInsightSelectors';

export const insights: Detail = {
  calls: [CALL],
  actions: [CALL],
  async read(resource, aws) {
    try {
      const answer = await aws.call(resource, CALL, { TrailName: resource.id });
      if (answer['TrailARN'] === undefined) throw malformed(CALL, 'the answer names no trail');
      return { answer, fields: { insightTypes: onManagementEvents(answer) } };
    } catch (error) {
      // Off is a fact, and CloudTrail tells it by an error.
      if (!(error instanceof Unread && /^InsightNotEnabled(Exception)?$/.test(error.code))) throw error;
      return { answer: null, fields: { insightTypes: [] } };
    }
  },
};

/** A selector that names no categories is about management events. */
function onManagementEvents(answer: Answer): readonly string[] {
  const types = list(answer['InsightSelectors'])
    .filter(isObject)
    .filter(({ EventCategories }) => {
      const categories = texts(EventCategories);
      return categories.length === 0 || categories.includes('Management');
    })
    .flatMap(({ InsightType }) => text(InsightType) ?? []);
  return [...new Set(types)].sort();
}
