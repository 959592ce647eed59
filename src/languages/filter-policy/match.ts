/** Whether a message passes a filter policy on its body: as far as the message is known, and as far as SNS documents its operators. */
import type { Value } from '../../model/value.ts';
import { isObject } from '../../model/value.ts';
import type { Truth } from '../../model/verdict.ts';
import { anyOf } from '../../model/verdict.ts';
import type { Choice, FilterPolicy, Property } from './parse.ts';

/** What is known of a property: its value, that it has one (neither null nor empty), or nothing. */
export type Known = { readonly value: string | number } | 'there' | 'open';

export interface Message {
  at(path: readonly string[]): Known;
}

export interface PolicyAnswer {
  readonly truth: Truth;
  /** The property that decides, "Trigger.Namespace"; null where there is none. */
  readonly property: string | null;
}

const YES: PolicyAnswer = { truth: 'true', property: null };

/** All properties have to match: the first that does not decides, else the first that is not decided. */
export function matchFilterPolicy(policy: FilterPolicy, message: Message): PolicyAnswer {
  const answers = policy.map((entry) =>
    entry.type === 'choice' ? either(entry, message) : ofProperty(entry, message),
  );
  return answers.find(({ truth }) => truth === 'false') ?? answers.find(({ truth }) => truth === 'unknown') ?? YES;
}

function either({ branches }: Choice, message: Message): PolicyAnswer {
  const answers = branches.map((branch) => matchFilterPolicy(branch, message));
  const truth = anyOf(answers.map((answer) => answer.truth));
  return answers.find((answer) => answer.truth === truth) ?? YES;
}

function ofProperty({ path, values }: Property, message: Message): PolicyAnswer {
  const found = message.at(path);
  const truth = anyOf(
    values.map((wanted) => (typeof found === 'object' ? meets(found.value, wanted) : ofNone(found, wanted))),
  );
  return { truth, property: path.join('.') };
}

/** Of a property whose value is not known it is known at most that there is one. */
function ofNone(found: 'there' | 'open', wanted: Value): Truth {
  if (found === 'open' || !isObject(wanted) || typeof wanted['exists'] !== 'boolean') return 'unknown';
  return truthOf(wanted['exists']);
}

function meets(value: string | number, wanted: Value): Truth {
  if (isObject(wanted)) return meetsOperator(value, wanted);
  if (Array.isArray(wanted)) return 'unknown';
  if (typeof value === 'string' && typeof wanted === 'string') return truthOf(value === wanted);
  // How a number is held against one that is written without an operator, or in quotation marks, is not documented.
  return typeof value === 'number' || typeof wanted === 'number' ? 'unknown' : 'false';
}

function meetsOperator(value: string | number, wanted: { readonly [key: string]: Value }): Truth {
  const [[operator, operand] = [], second] = Object.entries(wanted);
  if (operator === undefined || operand === undefined || second) return 'unknown';
  if (operator === 'exists') return typeof operand === 'boolean' && value !== '' ? truthOf(operand) : 'unknown';
  if (operator === 'anything-but') return isNone(value, operand);
  if (operator === 'numeric') return typeof value === 'number' ? inRange(value, operand) : 'unknown';
  return typeof value === 'string' && typeof operand === 'string' ? meetsText(value, operator, operand) : 'unknown';
}

function meetsText(value: string, operator: string, operand: string): Truth {
  // Whether these signs have to be escaped once more is documented for attributes alone.
  if (/["\\]/.test(value + operand)) return 'unknown';
  switch (operator) {
    case 'prefix':
      return truthOf(value.startsWith(operand));
    case 'suffix':
      return truthOf(value.endsWith(operand));
    case 'equals-ignore-case':
      return ASCII.test(value + operand) ? truthOf(value.toLowerCase() === operand.toLowerCase()) : 'unknown';
    // Wildcards, ranges of addresses and what comes tomorrow.
    default:
      return 'unknown';
  }
}

const ASCII = /^[ -~]*$/;

/** A value, or several of one type, or a prefix. */
function isNone(value: string | number, operand: Value): Truth {
  if (isObject(operand)) {
    const { prefix, ...others } = operand;
    if (typeof prefix !== 'string' || typeof value !== 'string' || Object.keys(others).length > 0) return 'unknown';
    return truthOf(!value.startsWith(prefix));
  }
  const all = Array.isArray(operand) ? operand : [operand];
  if (all.length === 0 || all.some((each) => typeof each !== typeof value)) return 'unknown';
  if (typeof value === 'number' && [value, ...all].some((each) => !isComparable(each))) return 'unknown';
  return truthOf(!all.includes(value));
}

function inRange(value: number, operand: Value): Truth {
  if (!Array.isArray(operand) || operand.length === 0 || operand.length % 2 > 0) return 'unknown';
  const answers: Truth[] = [];
  for (let at = 0; at < operand.length; at += 2) answers.push(compared(value, operand[at], operand[at + 1]));
  return answers.includes('unknown') ? 'unknown' : truthOf(answers.every((truth) => truth === 'true'));
}

function compared(value: number, operator: Value | undefined, limit: Value | undefined): Truth {
  if (typeof limit !== 'number' || !isComparable(value) || !isComparable(limit)) return 'unknown';
  switch (operator) {
    case '=':
      return truthOf(value === limit);
    case '<':
      return truthOf(value < limit);
    case '<=':
      return truthOf(value <= limit);
    case '>':
      return truthOf(value > limit);
    case '>=':
      return truthOf(value >= limit);
    default:
      return 'unknown';
  }
}

/** Numbers are compared from -1 to 1 billion, with five decimals ("Filter policy constraints"). */
function isComparable(value: Value): boolean {
  return typeof value === 'number' && Math.abs(value) <= 1e9 && Number(value.toFixed(5)) === value;
}

function truthOf(holds: boolean): Truth {
  return holds ? 'true' : 'false';
}
