/** Basic event selectors: management events by read and write, data events of three services. */
import type { CloudTrailRecord } from '../../model/value.ts';
import type { Truth } from '../../model/verdict.ts';
import { allOf, anyOf, not } from '../../model/verdict.ts';
import type { BasicSelector, SelectorDecision } from './read.ts';
import { equal, objects, texts } from './read.ts';

export function byBasic(selectors: readonly BasicSelector[], record: CloudTrailRecord): SelectorDecision {
  const name = String(record['eventName'] ?? 'the event');
  const source = String(record['eventSource']);
  const truth = anyOf(selectors.map((selector) => basicTakes(selector, record)));
  if (truth === 'true') return { truth, sentence: `${name} is taken` };
  if (truth === 'unknown') {
    const isSilent = typeof record['readOnly'] !== 'boolean';
    const why = isSilent
      ? 'the record does not say whether it is read-only'
      : `a source left out is spelt like ${source}, in other case`;
    return { truth, sentence: why };
  }
  if (selectors.every((selector) => !selector.includeManagementEvents)) {
    return { truth, sentence: 'no management events are taken' };
  }
  if (
    selectors.every(
      (selector) => !selector.includeManagementEvents || selector.excludedManagementSources.includes(source),
    )
  ) {
    return { truth, sentence: `events of ${source} are left out` };
  }
  const isRead = record['readOnly'] === true;
  return {
    truth,
    sentence: `only ${isRead ? 'write' : 'read'} events are taken, and ${name} is a ${isRead ? 'read' : 'write'} event`,
  };
}

function basicTakes(selector: BasicSelector, record: CloudTrailRecord): Truth {
  if (!selector.includeManagementEvents) return 'false';
  const excluded = anyOf(
    selector.excludedManagementSources.map((source) => equal(String(record['eventSource']), source)),
  );
  return allOf([not(excluded), readWriteFits(selector, record)]);
}

function readWriteFits({ readWriteType }: BasicSelector, record: CloudTrailRecord): Truth {
  if (readWriteType === 'All') return 'true';
  if (typeof record['readOnly'] !== 'boolean') return 'unknown';
  return record['readOnly'] === (readWriteType === 'ReadOnly') ? 'true' : 'false';
}

/** Data events of the three types that basic selectors know. */
export function dataEvent(
  selectors: readonly BasicSelector[],
  record: CloudTrailRecord,
  category: string,
): SelectorDecision {
  const resources = objects(record['resources']);
  const truth = anyOf(
    selectors.map((selector) =>
      allOf([
        selector.dataResources.some((wanted) => resources.some((resource) => dataFits(wanted, resource)))
          ? 'true'
          : 'false',
        readWriteFits(selector, record),
      ]),
    ),
  );
  if (truth === 'true') return { truth, sentence: 'the data event is taken' };
  if (truth === 'unknown') return { truth, sentence: 'the record does not say whether it is read-only' };
  return { truth, sentence: `no selector takes this ${category} event` };
}

function dataFits({ type, values }: BasicSelector['dataResources'][number], resource: CloudTrailRecord): boolean {
  if (resource['type'] !== type) return false;
  const arns = texts([resource['ARN'] ?? null, resource['arn'] ?? null]);
  return values.some((value) => {
    // Objects are named by a prefix; everything else by its ARN, or all of a service: `arn:aws:lambda`.
    const isPrefix = type === 'AWS::S3::Object';
    const whole = /^arn:[^:]+:[^:]+$/.test(value) ? `${value}:` : null;
    return arns.some((arn) => arn === value || (isPrefix && arn.startsWith(value)) || (whole && arn.startsWith(whole)));
  });
}
