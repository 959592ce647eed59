/** A resource policy as IAM reads it ("IAM JSON policy elements reference"): statements with whom, what, on what, and under which conditions. */
import type { Value } from '../../model/value.ts';
import { isObject } from '../../model/value.ts';
import type { Condition } from './condition.ts';
import { readConditions } from './condition.ts';

export interface Policy {
  readonly statements: readonly Statement[];
}

export interface Statement {
  /** "statement 2 (AllowRead)", counted from 1. */
  readonly label: string;
  readonly effect: 'Allow' | 'Deny';
  readonly principals: Principals;
  readonly actions: Choice;
  readonly resources: Choice;
  /** A part of its resources is a policy variable, which IAM fills in: they are all that it may then be. */
  readonly isFilledIn: boolean;
  readonly conditions: readonly Condition[];
}

/** Those named or, with `not`, all others. */
export interface Choice {
  readonly not: boolean;
  readonly patterns: readonly string[];
}

export interface Principals {
  readonly not: boolean;
  readonly named: readonly Principal[];
}

/** `everybody` is `*`, alone or as an AWS principal; an account is named by its number, whatever it was written as. */
export interface Principal {
  readonly type: 'everybody' | 'AWS' | 'Service' | 'Federated' | 'CanonicalUser';
  readonly name: string;
}

/** Null where the text is no policy that could be read. */
export function readPolicy(text: string): Policy | null {
  try {
    const document: unknown = JSON.parse(text);
    const written = isObject(document) ? document['Statement'] : undefined;
    if (written === undefined) return null;
    const statements = (Array.isArray(written) ? written : [written]).map(readStatement);
    return statements.every((each) => each !== null) ? { statements } : null;
  } catch {
    return null;
  }
}

function readStatement(written: Value, index: number): Statement | null {
  if (!isObject(written)) return null;
  const effect = written['Effect'];
  const principals = readPrincipals(written);
  const actions = readChoice(written, 'Action');
  const resources = readChoice(written, 'Resource');
  const conditions = readConditions(written['Condition']);
  if ((effect !== 'Allow' && effect !== 'Deny') || !principals || !actions || !resources || !conditions) return null;
  const sid = typeof written['Sid'] === 'string' && written['Sid'] !== '' ? ` (${written['Sid']})` : '';
  // Names of actions are compared without regard to case.
  const lower = { ...actions, patterns: actions.patterns.map((each) => each.toLowerCase()) };
  const isFilledIn = resources.patterns.some((each) => VARIABLE.test(each));
  const label = `statement ${index + 1}${sid}`;
  return { label, effect, principals, actions: lower, resources: widest(resources), isFilledIn, conditions };
}

const VARIABLE = /\$\{[^}]*\}/;

/** All that a choice may name, whatever its variables stand for. */
function widest({ not, patterns }: Choice): Choice {
  if (not) return { not, patterns: patterns.filter((each) => !VARIABLE.test(each)) };
  return { not, patterns: patterns.map((each) => each.split(VARIABLE).join('*')) };
}

/** `Action` or `NotAction`; neither, or both, is no statement. */
function readChoice(written: { readonly [key: string]: Value }, key: string): Choice | null {
  const [named, others] = [written[key], written[`Not${key}`]];
  if ((named === undefined) === (others === undefined)) return null;
  const patterns = textsOf(named ?? others);
  return patterns && { not: named === undefined, patterns };
}

function readPrincipals(written: { readonly [key: string]: Value }): Principals | null {
  const { Principal: named, NotPrincipal: others } = written;
  if ((named === undefined) === (others === undefined)) return null;
  const principals = named ?? others;
  const not = named === undefined;
  if (principals === '*') return { not, named: [EVERYBODY] };
  if (!isObject(principals)) return null;
  const all = Object.entries(principals).map(([type, names]) => namedAs(type, names));
  return all.every((each) => each !== null) ? { not, named: all.flat() } : null;
}

const EVERYBODY: Principal = { type: 'everybody', name: '*' };
const TYPES = ['AWS', 'Service', 'Federated', 'CanonicalUser'] as const;

function namedAs(written: string, names: Value): readonly Principal[] | null {
  const type = TYPES.find((each) => each === written);
  const texts = textsOf(names);
  if (!type || !texts) return null;
  return texts.map((name) => {
    if (type !== 'AWS') return { type, name };
    if (name === '*') return EVERYBODY;
    return { type, name: /^arn:[\w-]+:iam::(\d{12}):root$/.exec(name)?.[1] ?? name };
  });
}

function textsOf(value: Value | undefined): readonly string[] | null {
  const all = Array.isArray(value) ? value : [value];
  return all.every((each) => typeof each === 'string') ? (all as readonly string[]) : null;
}
