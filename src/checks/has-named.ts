/** `hasNamed`: an account has something of each of these names. */
import { isLike } from '../model/like.ts';
import type { CheckWord, Outcome } from '../model/outcome.ts';
import type { Value } from '../model/value.ts';
import { isObject } from '../model/value.ts';
import { called, enumerate, lead, spoken } from '../model/words.ts';

/** Relations of an account whose ends have names that people give. */
const RELATIONS = ['logGroups', 'alarms', 'eventRules', 'trails'];
const HINT = "hasNamed: { logGroups: ['/app/shop', '/app/orders-*'] }";

export const hasNamed: CheckWord = {
  word: 'hasNamed',
  about: 'Each of the names, which may have wildcards, is the name of something of the account, in whichever region.',
  kinds: ['account'],
  schema: {
    description: 'A relation, and the names that must be among its ends.',
    type: 'object',
    minProperties: 1,
    maxProperties: 1,
    additionalProperties: false,
    properties: Object.fromEntries(
      RELATIONS.map((relation) => [
        relation,
        {
          description: 'Names, with * and ?.',
          anyOf: [
            { type: 'array', items: { type: 'string', minLength: 1 }, minItems: 1 },
            { type: 'string', pattern: '^\\$' },
          ],
        },
      ]),
    ),
  },
  needs: (input) => ({ relations: [readInput(input).relation], fields: [] }),
  mistakes(input) {
    const keys = isObject(input) ? Object.keys(input) : [];
    const [relation = ''] = keys;
    if (!isObject(input) || keys.length !== 1 || !RELATIONS.includes(relation)) {
      return [{ path: [], message: `hasNamed needs one of ${RELATIONS.join(', ')}`, hint: HINT }];
    }
    const names = input[relation];
    const isList = Array.isArray(names) && names.every((each) => typeof each === 'string' && each !== '');
    return isList ? [] : [{ path: [relation], message: `${relation} must be a list of names`, hint: HINT }];
  },
  check(subject, input, { world }, at): Outcome {
    const { relation, names } = readInput(input);
    const { resources, gaps } = world.related(subject, relation);
    const missing = names.filter((name) => !resources.some((each) => isLike(each.name, name)));
    const what = spoken(relation);
    const base = { rule: at, resource: subject.id, expected: `${what} named ${enumerate(names)}` };
    const [gap] = gaps;
    if (missing.length === 0) {
      const text = `${called(subject)} has ${what} named ${enumerate(names)}`;
      return { verdict: 'pass', reason: { verdict: 'pass', text, ...base } };
    }
    if (gap) {
      const text = `whether ${called(subject)} has ${what} named ${enumerate(missing)} is not known (${lead(gap)})`;
      return { verdict: 'unknown', reason: { verdict: 'unknown', text, gaps: gaps.map(({ id }) => id), ...base } };
    }
    const text = `${called(subject)} has none of its ${what} named ${enumerate(missing)}`;
    return { verdict: 'fail', reason: { verdict: 'fail', text, ...base } };
  },
};

function readInput(input: Value): { readonly relation: string; readonly names: readonly string[] } {
  const [[relation, names] = ['', []]] = isObject(input) ? Object.entries(input) : [];
  return { relation, names: Array.isArray(names) ? names.map(String) : [] };
}
