/** Space-delimited patterns on a line of text: its fields are separated by blanks, what stands in quotes or brackets is one. */
import { plural } from '../../../model/words.ts';
import { printSlotClause } from '../print.ts';
import type { Expression, Leaf, Pattern, Slot } from '../tree.ts';
import type { Explanation } from './explanation.ts';
import { join, plainly } from './explanation.ts';
import { answer } from './leaf.ts';
import { isNumeric } from './numbers.ts';

type Delimited = Extract<Pattern, { form: 'delimited' }>;

export function explainSlots(pattern: Delimited, line: string): Explanation {
  const { slots } = pattern;
  const fields = fieldsOf(line);
  const gaps = slots.filter(({ type }) => type === 'any');
  if (gaps.length > 1) {
    return plainly('unknown', 'what several ... in one pattern mean is not documented', pattern, 'FP-71');
  }
  const at = slots.findIndex(({ type }) => type === 'any');
  const after = at < 0 ? [] : slots.slice(at + 1);
  const before = at < 0 ? slots : slots.slice(0, at);
  const parts = [
    ...before.map((slot, index) => explainSlot(slot, fields[index])),
    ...after.map((slot, index) =>
      explainSlot(slot, fields[Math.max(before.length, fields.length - after.length) + index]),
    ),
  ];
  const whole = join('and', parts, pattern);
  const isFitting = at < 0 ? fields.length === slots.length : fields.length >= before.length + after.length;
  if (whole.truth === 'false' || isFitting) return whole;
  const sentence = `the pattern has ${plural(slots.length, 'slot')} and the line ${plural(fields.length, 'field')}, and whether they must be as many is not documented`;
  return plainly('unknown', sentence, pattern, 'FP-73');
}

function fieldsOf(line: string): readonly string[] {
  return Array.from(line.matchAll(/"([^"]*)"|\[([^\]]*)\]|(\S+)/g), ([, quoted, bracketed, plain]) => {
    return quoted ?? bracketed ?? plain ?? '';
  });
}

function explainSlot(slot: Slot, field: string | undefined): Explanation {
  if (slot.type === 'any' || slot.condition === null) return plainly('true', 'any field will do', slot);
  return explain(slot.condition, field);
}

function explain(condition: Expression, field: string | undefined): Explanation {
  if ('of' in condition) {
    return join(
      condition.type,
      condition.of.map((part) => explain(part, field)),
      condition,
    );
  }
  const { truth, question } = answer(condition, comparable(condition, field));
  if (question) return plainly(truth, `${printSlotClause(condition)}: ${question.sentence}`, condition, question.id);
  const found = field === undefined ? 'missing' : JSON.stringify(field);
  return plainly(truth, `the field is ${found}, the pattern wants ${printSlotClause(condition)}`, condition);
}

/** Fields are text; against a number they count as numbers. */
function comparable(leaf: Leaf, field: string | undefined): string | number | undefined {
  const isNumber = leaf.type === 'compare' && leaf.operand.type === 'number' && field !== undefined && isNumeric(field);
  return isNumber ? Number(field) : field;
}
