/** Everything there is to say of a rule, in sections: its page in the documentation and `rules show` are made from them. */
import type { Kind } from '../kinds/kind.ts';
import { printRecords } from '../languages/record-condition/index.ts';
import type { Condition } from '../model/condition.ts';
import type { EventClass, Rule, Rulebook } from '../model/rule.ts';
import type { Value } from '../model/value.ts';
import { isObject } from '../model/value.ts';
import { askedLines } from './asked.ts';
import { permissionsFor } from './iam-policy.ts';

/** Text in Markdown's words, or code in a language. */
export type Block =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'list'; readonly lines: readonly string[] }
  | { readonly type: 'code'; readonly language: string; readonly text: string };

export interface Section {
  readonly head: string;
  readonly blocks: readonly Block[];
}

type Known = Pick<Rulebook, 'rules' | 'events' | 'frameworks'> & { readonly kinds: ReadonlyMap<string, Kind> };

/** Those without anything to say are left out. */
export function sectionsOf(rule: Rule, known: Known): readonly Section[] {
  const section = (head: string, ...blocks: readonly (Block | null)[]): Section => ({
    head,
    blocks: blocks.filter((block) => block !== null),
  });
  const { terraform, cloudformation } = rule.templates;
  return [
    section('What is asked', ...asked(rule)),
    section('Parameters', list(paramsOf(rule))),
    section('Why', text(rule.rationale)),
    section('What to do', text(rule.remediation)),
    section('In Terraform', code('terraform', terraform)),
    section('In CloudFormation', code('yaml', cloudformation)),
    ...eventsIn(rule.assert, known.events).map((each) => section(`Events: ${each.id}`, ...classBlocks(each))),
    section('What is read', list(readBy(rule, known))),
    section('Cases', list(rule.tests.map(({ name, expect }) => `- ${name}: ${expected(expect)}`))),
    section('Frameworks', list(controlsOf(rule, known))),
    section('References', list(rule.references.map((link) => `- ${link}`))),
    section('See also', text(besides(rule, known))),
  ].filter(({ blocks }) => blocks.length > 0);
}

function text(written: string): Block | null {
  return written.trim() === '' ? null : { type: 'text', text: written.trim() };
}

function list(lines: readonly string[]): Block | null {
  return lines.length === 0 ? null : { type: 'list', lines };
}

function code(language: string, written: string): Block | null {
  return written.trim() === '' ? null : { type: 'code', language, text: written.trimEnd() };
}

const NONE: Readonly<Record<Rule['ifNone'], string>> = {
  notApplicable: '',
  fail: ' An account without any fails.',
  pass: ' An account without any passes.',
};

function asked(rule: Rule): readonly (Block | null)[] {
  const exemptions = rule.except.flatMap(({ where, because }) => [
    text(`Exempt, because ${because}:`),
    list(askedLines(where)),
  ]);
  const where = rule.where ? [text(`Of each \`${rule.for}\` with`), list(askedLines(rule.where))] : [];
  const subject = rule.where ? 'It is asked' : `Of each \`${rule.for}\` it is asked`;
  return [...where, text(`${subject}:${NONE[rule.ifNone]}`), list(askedLines(rule.assert)), ...exemptions];
}

function paramsOf({ params }: Rule): readonly string[] {
  return Object.entries(params).map(([name, { type, value, about }]) => {
    const what = about === undefined ? '' : `: ${about}`;
    return `- \`${name}\` (${type}, \`${JSON.stringify(value)}\` unless it is set)${what}`;
  });
}

/** Classes that check words name. */
function eventsIn(condition: Condition, events: Known['events']): readonly EventClass[] {
  if (condition.type === 'word') return namesIn(condition.input).flatMap((name) => events.get(name) ?? []);
  if (!('of' in condition)) return [];
  const parts = 'type' in condition.of ? [condition.of] : condition.of;
  return parts.flatMap((part) => eventsIn(part, events));
}

function namesIn(input: Value): readonly string[] {
  const named = isObject(input) ? (input['events'] ?? null) : input;
  return (Array.isArray(named) ? named : [named]).filter((name) => typeof name === 'string');
}

const RECORDED: Readonly<Record<EventClass['recordedIn'], string>> = {
  every: 'recorded in every region',
  global: 'recorded in us-east-1 alone',
  signIn: 'recorded in us-east-1 for the most part, and asked of every region',
};

function classBlocks({ title, recordedIn, records, samples }: EventClass): readonly (Block | null)[] {
  return [
    text(`${title}: ${RECORDED[recordedIn]}. Every record of which this is true:`),
    code('text', printRecords(records)),
    list(samples.map(({ name }) => `- for example, ${name}`)),
  ];
}

function readBy(rule: Rule, { kinds }: Known): readonly string[] {
  return permissionsFor(rule.needs, kinds, 'role').map(({ action, kinds: of }) => `- \`${action}\` (${of.join(', ')})`);
}

function expected(expect: Value): string {
  if (!isObject(expect)) return String(expect);
  return Object.entries(expect)
    .map(([name, verdict]) => `${String(verdict)} (\`${name}\`)`)
    .join(', ');
}

function controlsOf({ id }: Rule, { frameworks }: Known): readonly string[] {
  return frameworks.flatMap(({ title, controls }) => {
    const own = controls.filter(({ rules }) => rules.includes(id)).map(({ control }) => control);
    return own.length === 0 ? [] : [`- ${title}: ${own.join(', ')}`];
  });
}

/** Rules of the same area, or about the same events. */
function besides(rule: Rule, { rules, events }: Known): string {
  const told = new Set(eventsIn(rule.assert, events));
  const near = rules.filter(({ id, assert }) => {
    if (id === rule.id) return false;
    return areaOf(id) === areaOf(rule.id) || eventsIn(assert, events).some((each) => told.has(each));
  });
  return near
    .map(({ id }) => `\`${id}\``)
    .sort()
    .join(', ');
}

/** `trail` of `trail.multi-region`. */
export function areaOf(id: string): string {
  return id.split('.')[0] ?? id;
}
