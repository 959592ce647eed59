/** `policyDenies`: the policy of a resource denies a kind of request to everybody. */
import { deniesEverybody } from '../../languages/resource-policy/index.ts';
import type { CheckWord } from '../../model/outcome.ts';
import type { Value } from '../../model/value.ts';
import { isObject } from '../../model/value.ts';
import { actionsIn, decided, isTexts, needs, PARAMETER, partsOf, TEXTS, WITH_POLICY } from './read.ts';

const HINT = "policyDenies: { actions: [s3:*], when: { aws:SecureTransport: 'false' } }";
const KEYS = ['actions', 'when'];

export const policyDenies: CheckWord = {
  word: 'policyDenies',
  about:
    'Its policy denies the actions, on all of the resource, to everybody: always, or where condition keys have the values given.',
  kinds: WITH_POLICY,
  schema: {
    description: 'Which requests must be denied to everybody.',
    type: 'object',
    required: ['actions'],
    additionalProperties: false,
    properties: {
      actions: { description: 'Every one of these must be denied, with * and ?.', anyOf: [TEXTS, PARAMETER] },
      when: {
        description: 'Condition keys with the value that such a request has.',
        type: 'object',
        minProperties: 1,
        additionalProperties: { type: ['string', 'boolean', 'number'] },
      },
    },
  },
  needs,
  mistakes(input) {
    if (!isObject(input)) return [{ path: [], message: 'policyDenies needs actions', hint: HINT }];
    const extra = Object.keys(input).filter((key) => !KEYS.includes(key));
    return [
      ...extra.map((key) => ({ path: [key], message: `policyDenies has no key "${key}"`, hint: HINT })),
      ...(isTexts(input['actions'])
        ? []
        : [{ path: ['actions'], message: 'actions must be a list of actions', hint: HINT }]),
      ...(isContext(input['when'])
        ? []
        : [{ path: ['when'], message: 'when must map condition keys to values', hint: HINT }]),
    ];
  },
  check(resource, input, { world }, at) {
    const given = isObject(input) ? input : {};
    const actions = actionsIn(given['actions'], []);
    const when = isObject(given['when']) ? given['when'] : {};
    const context = new Map(Object.entries(when).map(([key, value]) => [key.toLowerCase(), String(value)]));
    const under = Object.entries(when).map(([key, value]) => ` where ${key} is ${String(value)}`);
    const expected = `a policy that denies ${actions.join(', ')} to everybody${under.join(' and')}`;
    return decided({ resource, world, at, expected }, (policy) =>
      deniesEverybody(policy, { actions, resources: partsOf(resource), context }),
    );
  },
};

function isContext(when: Value | undefined): boolean {
  if (when === undefined) return true;
  return isObject(when) && Object.values(when).every((each) => ['string', 'boolean', 'number'].includes(typeof each));
}
