/** Slips of the pen: where a clause fails by what its author hardly meant, what it is, in words that end the sentence of the clause. */
import { isSlip } from '../../../model/suggest.ts';
import type { CloudTrailRecord, Value } from '../../../model/value.ts';
import { isObject } from '../../../model/value.ts';
import { REGEX_CHARACTERS } from '../parse/operand.ts';
import { printSelector } from '../print.ts';
import type { Leaf, Operand, Step } from '../tree.ts';
import { finds } from './regex.ts';
import { equalsText } from './texts.ts';

type Values = readonly (Value | undefined)[];

/** Null where the clause says something else than the record, and may well mean it. */
export function slipOf(leaf: Leaf, values: Values, record: CloudTrailRecord): string | null {
  const [value] = values;
  if (values.length !== 1 || leaf.type === 'notExists') return null;
  if (value === undefined) return fieldSlip(leaf.selector.steps, record);
  if (leaf.type !== 'compare' || leaf.operator !== '=' || leaf.operand.type !== 'text') return null;
  return typeof value === 'string' ? textSlip(leaf.operand, value, printSelector(leaf.selector)) : null;
}

/** Fields that a record may be without: of the others the record itself says how they are written ("CloudTrail record contents"). */
const OPTIONAL = ['errorCode', 'errorMessage', 'additionalEventData', 'readOnly', 'resources', 'vpcEndpointId'];

function fieldSlip(steps: readonly Step[], record: CloudTrailRecord): string | null {
  let at: Value | undefined = record;
  for (const [index, step] of steps.entries()) {
    if (step.type !== 'key' || !isObject(at)) return null;
    if (Object.hasOwn(at, step.name)) {
      at = at[step.name];
      continue;
    }
    const { name } = step;
    const known = [...Object.keys(at), ...(index === 0 ? OPTIONAL : [])];
    const sameLetters = known.find((key) => isSameBut(key, name));
    const meant = sameLetters ?? known.find((key) => isSlip(name, key));
    if (meant === undefined) return index === 0 ? detailSlip(steps, record) : null;
    const right = printSelector({ steps: steps.with(index, { type: 'key', name: meant }), start: 0, end: 0 });
    return sameLetters === undefined ? ` (did you mean ${right}?)` : `; letter case counts, and it is ${right}`;
  }
  return null;
}

/** EventBridge puts the record into the detail of an event; a log group holds it as it is. */
function detailSlip([step, ...rest]: readonly Step[], record: CloudTrailRecord): string | null {
  const [next] = rest;
  if (step?.type !== 'key' || step.name !== 'detail' || next?.type !== 'key') return null;
  if (!Object.hasOwn(record, next.name)) return null;
  return `; a log group holds the record itself, and it is ${printSelector({ steps: rest, start: 0, end: 0 })}`;
}

/** Fields of which AWS makes up the values: two names that are nearly alike elsewhere are likely two names. */
const OF_AWS = /^\$\.(eventName|eventSource|eventType|errorCode|userIdentity\.type|userIdentity\.invokedBy)$/;

function textSlip(operand: Operand & { readonly type: 'text' }, value: string, field: string): string | null {
  const { text, isQuoted } = operand;
  if (text.includes('\\') || text === '') return null;
  const right = inLettersOf(text, value);
  if (right !== null) return `; letter case counts, and it is "${right}"`;
  if (text.trim() === value.trim()) return '; blanks inside the quotes count';
  if (isQuoted && /^%.+%$/.test(text)) return '; between quotes %...% is a text, and no regular expression';
  const source = regexMeant(text);
  if (source !== null && finds(source, value).truth === 'true') return `; a regular expression is written %${source}%`;
  if (value.startsWith(`${text}.`) || value.endsWith(`.${text}`)) return '; = compares the whole value';
  return halfSlip(text, value) ?? (isMisspelt(text, value, field) ? ` (did you mean "${value}"?)` : null);
}

/** A service of another domain is none. */
function isMisspelt(text: string, value: string, field: string): boolean {
  const isSameService = field === '$.eventSource' && text.includes('.') && value.startsWith(text.replace(/\..*/, '.'));
  return OF_AWS.test(field) && (isSameService || isSlip(text, value));
}

/** A wildcard at one end where the value goes on at the other. */
function halfSlip(text: string, value: string): string | null {
  const core = text.replace(/^\*|\*$/g, '');
  if (core === text || core === '' || core.includes('*') || !value.includes(core)) return null;
  return `; it holds "${core}" but does not ${text.startsWith('*') ? 'end' : 'begin'} with it`;
}

function isSameBut(one: string, other: string): boolean {
  return one !== other && one.toLowerCase() === other.toLowerCase();
}

/** A text with its wildcards as the value has its letters; null where more than letter case differs. */
function inLettersOf(text: string, value: string): string | null {
  if (value.toLowerCase().length !== value.length) return null;
  const lower = equalsText(text.toLowerCase(), value.toLowerCase()).truth;
  if (lower !== 'true' || equalsText(text, value).truth !== 'false') return null;
  const core = text.replace(/^\*|\*$/g, '');
  const at = text.startsWith('*') && !text.endsWith('*') ? value.length - core.length : indexIn(value, core);
  return text.replace(core, () => value.slice(at, at + core.length));
}

function indexIn(value: string, core: string): number {
  return value.toLowerCase().indexOf(core.toLowerCase());
}

/** The regular expression that a text looks like; null for one that does not, or that AWS would refuse. */
function regexMeant(text: string): string | null {
  const inner = /^\/(.+)\/$/.exec(text)?.[1];
  const source = inner ?? text;
  if (inner === undefined && !/^\^|\$$|\.\*|\|/.test(text)) return null;
  return source !== '' && REGEX_CHARACTERS.test(source) ? source : null;
}
