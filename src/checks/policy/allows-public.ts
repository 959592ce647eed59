/** `policyAllowsPublic`: whether the policy of a resource lets strangers in. */
import { admitsStrangers } from '../../languages/resource-policy/index.ts';
import type { CheckWord } from '../../model/outcome.ts';
import type { Value } from '../../model/value.ts';
import { isObject } from '../../model/value.ts';
import { not } from '../../model/verdict.ts';
import { about, actionsIn, decided, isTexts, needs, PARAMETER, TEXTS, WITH_POLICY } from './read.ts';

const HINT = 'policyAllowsPublic: false, or { is: false, actions: [sns:Publish] }';

export const policyAllowsPublic: CheckWord = {
  word: 'policyAllowsPublic',
  about:
    'Whether its policy lets in whoever asks: everybody, under no condition that ties them to accounts, organizations, networks or resources that it names.',
  kinds: WITH_POLICY,
  schema: {
    description: 'Whether strangers may be let in, and to which actions.',
    anyOf: [
      { type: 'boolean' },
      {
        type: 'object',
        required: ['is'],
        additionalProperties: false,
        properties: {
          is: { type: 'boolean', description: 'false: strangers must be kept out.' },
          actions: { description: 'Only these actions count, with * and ?; all of them.', anyOf: [TEXTS, PARAMETER] },
        },
      },
    ],
  },
  needs,
  mistakes(input) {
    if (typeof input === 'boolean') return [];
    if (!isObject(input)) return [{ path: [], message: 'policyAllowsPublic must be true or false', hint: HINT }];
    const extra = Object.keys(input).filter((key) => key !== 'is' && key !== 'actions');
    return [
      ...extra.map((key) => ({ path: [key], message: `policyAllowsPublic has no key "${key}"`, hint: HINT })),
      ...(typeof input['is'] === 'boolean'
        ? []
        : [{ path: [], message: 'policyAllowsPublic needs is: true or false', hint: HINT }]),
      ...(input['actions'] === undefined || isTexts(input['actions'])
        ? []
        : [{ path: ['actions'], message: 'actions must be a list of actions', hint: HINT }]),
    ];
  },
  check(resource, input, { world }, at) {
    const { is, actions } = readInput(input);
    const expected = is ? 'a policy that lets everybody in' : 'a policy that lets no stranger in';
    return decided({ resource, world, at, expected }, (policy) => {
      const { truth, sentence } = admitsStrangers(policy, { actions, ...about(resource) });
      return { truth: is ? truth : not(truth), sentence };
    });
  },
};

function readInput(input: Value): { readonly is: boolean; readonly actions: readonly string[] } {
  const given = isObject(input) ? input : { is: input };
  return { is: given['is'] === true, actions: actionsIn(given['actions'], ['*']) };
}
