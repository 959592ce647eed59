/** What fields of a counterexample are filled with: what patterns name, written out as real records hold it. */
import { describe, expect, it } from 'vitest';
import {
  and,
  atom,
  complement,
  like,
  not,
  oneOf,
  or,
  someElement,
  TRUE,
} from '../../../src/languages/formula/index.ts';
import { hintsIn } from '../../../src/proof/symbolic/hints.ts';

const ACCOUNT = '111122223333';
const ARN = ['userIdentity', 'arn'];

/** The first of what is proposed for a field of which a pattern names a text. */
const firstFor = (path: readonly string[], text: string, count: number) =>
  hintsIn([atom(path, like(['', text, '']))], ACCOUNT)[0]?.values.slice(0, count);

describe('what a field may be filled with', () => {
  it.each<readonly [what: string, field: string, text: string, values: readonly string[]]>([
    ['a text as it is', 'eventName', 'Delete', ['Delete']],
    ['an address that begins so', 'sourceIPAddress', '10.', ['10.0.0.10', '10.']],
    ['an address of which one number is missing', 'sourceIPAddress', '192.0.2', ['192.0.2.10', '192.0.2']],
    ['a whole address', 'sourceIPAddress', '192.0.2.7', ['192.0.2.7', '203.0.113.10']],
    ['a name of a service, as an address', 'sourceIPAddress', 'cloudformation', ['cloudformation', '203.0.113.10']],
    ['a path that goes on', 'userAgent', 'aws-cli/', ['aws-cli/example', 'aws-cli/']],
    ['a word of two letters', 'userAgent', 'ab', ['ab', 'aws-cli/2.17.0']],
    ['nothing of one letter', 'userAgent', 'a', ['aws-cli/2.17.0', 'console.amazonaws.com']],
  ])('%s', (_what, field, text, values) => {
    expect(firstFor([field], text, values.length)).toEqual(values);
  });

  it.each<readonly [text: string, values: readonly string[]]>([
    ['deploy', [`arn:aws:iam::${ACCOUNT}:user/deploy`, `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/session`]],
    [
      ':assumed-role/deploy/',
      [`arn:aws:sts::${ACCOUNT}:assumed-role/deploy/session`, `arn:aws:iam::${ACCOUNT}:user/deploy`],
    ],
    ['assumed-role/deploy/ci', [`arn:aws:sts::${ACCOUNT}:assumed-role/deploy/ci`]],
    [':user/ci', [`arn:aws:iam::${ACCOUNT}:user/ci`]],
    [`arn:aws:sts::${ACCOUNT}:assumed-role/x/`, [`arn:aws:sts::${ACCOUNT}:assumed-role/x/session`]],
    [`arn:aws:iam::${ACCOUNT}:user/ci`, [`arn:aws:iam::${ACCOUNT}:user/ci`]],
    [
      `arn:aws:iam::${ACCOUNT}:root`,
      [`arn:aws:iam::${ACCOUNT}:root`, `arn:aws:sts::${ACCOUNT}:assumed-role/operator/alice`],
    ],
    ['::', ['::', `arn:aws:sts::${ACCOUNT}:assumed-role/operator/alice`]],
  ])('an ARN with %s in it', (text, values) => {
    expect(firstFor(ARN, text, values.length)).toEqual(values);
  });

  it('is what all that looks at it names, wherever that stands', () => {
    const named = (...texts: readonly string[]) => atom(['eventName'], oneOf(...texts));
    const formula = and(or(named('one'), not(named('two'))), atom(['eventName'], complement(oneOf('three'))), TRUE);
    const hints = hintsIn([formula, someElement(['resources'], named('four'))], ACCOUNT);
    expect(hints).toEqual([{ path: ['eventName'], values: ['one', 'two', 'three'] }]);
  });
});
