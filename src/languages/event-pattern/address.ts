/** IP addresses and ranges of them, as EventBridge reads them: any other text is no address, and simply does not match. */
import type { Answer } from './questions.ts';
import { decided, NO, open } from './questions.ts';
import type { Address } from './tree.ts';

/** Null where the text is no address. */
export function readAddress(text: string): Address | null {
  return text.includes(':') ? readVersion6(text) : readVersion4(text);
}

function readVersion4(text: string): Address | null {
  if (!/^\d+\.\d+\.\d+\.\d+$/.test(text)) return null;
  const octets = text.split('.');
  const bytes = octets.map(Number);
  if (bytes.some((byte) => byte > 255)) return null;
  // Leading zeros make an octet octal for some.
  return { bytes, isAmbiguous: octets.some((octet) => octet.length > 1 && octet.startsWith('0')) };
}

function readVersion6(text: string): Address | null {
  const [head = '', tail, ...more] = text.split('::');
  if (more.length > 0) return null;
  const before = groups(head);
  const after = groups(tail ?? '');
  if (before === null || after === null) return null;
  const missing = 8 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return null;
  const all = [...before, ...Array.from({ length: missing }, () => 0), ...after];
  const bytes = all.flatMap((group) => [group >> 8, group & 255]);
  // ::ffff:10.0.0.1 in hexadecimal: an address of version 4 for some.
  const isMapped = all.slice(0, 5).every((group) => group === 0) && all[5] === 0xffff;
  return { bytes, isAmbiguous: isMapped };
}

function groups(text: string): readonly number[] | null {
  if (text === '') return [];
  const parts = text.split(':');
  if (!parts.every((part) => /^[0-9a-fA-F]{1,4}$/.test(part))) return null;
  return parts.map((part) => Number.parseInt(part, 16));
}

export function isInRange(text: string, range: Address, bits: number): Answer {
  const address = readAddress(text);
  // ::ffff:10.0.0.1 is no address to EventBridge, and one to everybody else.
  if (!address) return /^[0-9a-fA-F:]*:\d+(\.\d+){3}$/.test(text) ? open('EBQ-4') : NO;
  if (address.isAmbiguous || range.isAmbiguous) return open('EBQ-4');
  if (address.bytes.length === range.bytes.length) return decided(agree(address.bytes, range.bytes, bits));
  return agree(address.bytes, range.bytes, Math.min(bits, SHORT)) ? open('EBQ-3') : NO;
}

/** A plain text that is an address is compared as one, although it is documented to be compared as a text. */
export function equalsText(value: string, text: string): Answer {
  if (value === text) return decided(true);
  const [one, other] = [readAddress(value), readAddress(text)];
  if (!one || !other) return NO;
  if (one.isAmbiguous || other.isAmbiguous) return open('EBQ-4');
  const isSameVersion = one.bytes.length === other.bytes.length;
  if (!agree(one.bytes, other.bytes, isSameVersion ? 128 : SHORT)) return NO;
  return open(isSameVersion ? 'EBQ-4' : 'EBQ-3');
}

/** EventBridge compares addresses by their hexadecimal digits, and a number has digits too. */
export function numberInRange(value: number, range: Address, bits: number): Answer {
  const digits = /^\d+/.exec(String(value))?.[0];
  if (digits === undefined) return NO;
  const bytes = Array.from({ length: digits.length / 2 }, (_, index) =>
    Number.parseInt(digits.slice(index * 2, index * 2 + 2), 16),
  );
  const couldDecide = digits.length * 4 > bits - 4;
  return couldDecide && agree(bytes, range.bytes, Math.min(bits, bytes.length * 8)) ? open('EBQ-3') : NO;
}

/** The digits of the shorter version: EventBridge stops reading where a value lies within a range. */
const SHORT = 32;

/** Whether the first bits are the same. */
function agree(one: readonly number[], other: readonly number[], bits: number): boolean {
  return one.every((byte, index) => {
    const left = Math.max(0, Math.min(8, bits - index * 8));
    const mask = 256 - 2 ** (8 - left);
    return (byte & mask) === ((other[index] ?? 0) & mask);
  });
}
