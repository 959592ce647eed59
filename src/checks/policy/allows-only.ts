/** `policyAllowsOnly`: the policy of a resource lets in nobody but its own account and those that are named. */
import { admitsOnly } from '../../languages/resource-policy/index.ts';
import type { CheckWord } from '../../model/outcome.ts';
import { isObject } from '../../model/value.ts';
import { enumerate } from '../../model/words.ts';
import { about, actionsIn, decided, isTexts, needs, PARAMETER, TEXTS, textsIn, WITH_POLICY } from './read.ts';

const HINT = "policyAllowsOnly: { principals: ['111122223333'], actions: [s3:GetObject*] }";
const KEYS = ['principals', 'actions'];

export const policyAllowsOnly: CheckWord = {
  word: 'policyAllowsOnly',
  about: 'Its policy lets in nobody but those named and its own account, whose identities have policies of their own.',
  kinds: WITH_POLICY,
  schema: {
    description: 'Who may be let in, and to which actions.',
    type: 'object',
    required: ['principals'],
    additionalProperties: false,
    properties: {
      principals: {
        description: 'Ids of accounts and organizations, ARNs of roles and users, names of services, with * and ?.',
        anyOf: [{ ...TEXTS, minItems: 0 }, PARAMETER],
      },
      actions: { description: 'Only these actions count, with * and ?; all of them.', anyOf: [TEXTS, PARAMETER] },
    },
  },
  needs,
  mistakes(input) {
    if (!isObject(input)) return [{ path: [], message: 'policyAllowsOnly needs principals', hint: HINT }];
    const extra = Object.keys(input).filter((key) => !KEYS.includes(key));
    const { principals, actions } = input;
    const isList = isTexts(principals) || (Array.isArray(principals) && principals.length === 0);
    return [
      ...extra.map((key) => ({ path: [key], message: `policyAllowsOnly has no key "${key}"`, hint: HINT })),
      ...(isList ? [] : [{ path: ['principals'], message: 'principals must be a list of texts', hint: HINT }]),
      ...(actions === undefined || isTexts(actions)
        ? []
        : [{ path: ['actions'], message: 'actions must be a list of actions', hint: HINT }]),
    ];
  },
  check(resource, input, { world }, at) {
    const given = isObject(input) ? input : {};
    const principals = textsIn(given['principals']);
    const actions = actionsIn(given['actions'], ['*']);
    const others = principals.length === 0 ? '' : ` and ${enumerate(principals)}`;
    const expected = `a policy that lets in its own account${others} alone`;
    return decided({ resource, world, at, expected }, (policy) =>
      admitsOnly(policy, { actions, ...about(resource), account: resource.account, principals }),
    );
  },
};
