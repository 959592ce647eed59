/** A healthy trail for rule tests: `logGroup: name` has it send to a log group in the same place. */
import type { Answer } from '../../model/collect.ts';
import type { Value } from '../../model/value.ts';
import { isObject } from '../../model/value.ts';
import type { ExamplePlace, Given, Made } from '../example.ts';
import { arnOf, nameOf } from '../example.ts';
import { selectorFields } from './selectors.ts';
import { namesOf } from './tags.ts';

/** Selectors that take exactly the management events asked for. */
function selectorsFor(managementEvents: Value | undefined): Answer {
  const type = { all: 'All', readOnly: 'ReadOnly', writeOnly: 'WriteOnly' }[String(managementEvents ?? 'all')];
  return { EventSelectors: [{ ReadWriteType: type ?? 'All', IncludeManagementEvents: type !== undefined }] };
}

export function example(given: Given, place: ExamplePlace): Made {
  const name = nameOf(given, 'main');
  const { logGroup, ...rest } = given;
  const tags = isObject(given['tags']) ? given['tags'] : {};
  const selectors = selectorsFor(given['managementEvents']);
  return {
    id: arnOf(place, 'cloudtrail', `trail/${name}`),
    name,
    fields: {
      homeRegion: place.region,
      multiRegion: true,
      organization: false,
      globalServiceEvents: true,
      logFileValidation: true,
      kmsKey: arnOf(place, 'kms', 'key/11111111-2222-3333-4444-555555555555'),
      bucket: 'trail-bucket',
      logGroupArn: typeof logGroup === 'string' ? arnOf(place, 'logs', `log-group:${logGroup}:*`) : null,
      logsRole: null,
      snsTopic: null,
      visibleIn: [place.account],
      logging: true,
      deliveredAt: null,
      deliveryError: null,
      deliveredToLogsAt: null,
      logsDeliveryError: null,
      stoppedAt: null,
      notificationError: null,
      insightTypes: [],
      tags,
      tagNames: namesOf(Object.keys(tags)),
      ...selectorFields(selectors),
      ...rest,
      name,
    },
    shortForms: ['logGroup'],
  };
}
