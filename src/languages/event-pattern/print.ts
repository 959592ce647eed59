/** A pattern as text, in one canonical form: parsing it again gives the same tree. */
import type { Alternative, Entry, EventPattern, Excluded } from './tree.ts';
import { writeWildcard } from './wildcard.ts';

export function printEventPattern(pattern: EventPattern): string {
  return printEntries(pattern.entries);
}

function printEntries(entries: readonly Entry[]): string {
  return `{${entries.map(printEntry).join(',')}}`;
}

function printEntry(entry: Entry): string {
  switch (entry.type) {
    case 'field':
      return `${JSON.stringify(entry.key)}:[${entry.alternatives.map(printAlternative).join(',')}]`;
    case 'nested':
      return `${JSON.stringify(entry.key)}:${printEntries(entry.entries)}`;
    case 'choice':
      return `"$or":[${entry.branches.map((branch) => printEntries(branch.entries)).join(',')}]`;
    default:
      return entry satisfies never;
  }
}

export function printAlternative(alternative: Alternative): string {
  switch (alternative.type) {
    case 'text':
      return JSON.stringify(alternative.text);
    case 'number':
      return alternative.number.text;
    case 'literal':
      return String(alternative.value);
    case 'exactly':
    case 'cidr':
      return `{"${alternative.type}":${JSON.stringify(alternative.text)}}`;
    case 'equalsIgnoreCase':
      return ignoringCase(JSON.stringify(alternative.text));
    case 'prefix':
    case 'suffix': {
      const text = JSON.stringify(alternative.text);
      return `{"${alternative.type}":${alternative.ignoresCase ? ignoringCase(text) : text}}`;
    }
    case 'wildcard':
      return `{"wildcard":${JSON.stringify(writeWildcard(alternative.wildcard))}}`;
    case 'anythingBut':
      return `{"anything-but":${printExcluded(alternative.excluded)}}`;
    case 'numeric':
      return `{"numeric":[${alternative.bounds.map(({ operator, number }) => `"${operator}",${number.text}`).join(',')}]}`;
    case 'exists':
      return `{"exists":${alternative.exists}}`;
    default:
      return alternative satisfies never;
  }
}

function ignoringCase(values: string): string {
  return `{"equals-ignore-case":${values}}`;
}

function printExcluded(excluded: Excluded): string {
  switch (excluded.type) {
    case 'numbers':
      return oneOrList(excluded.numbers.map(({ text }) => text));
    case 'texts':
      return oneOrList(excluded.texts.map((text) => JSON.stringify(text)));
    case 'equalsIgnoreCase':
      return ignoringCase(oneOrList(excluded.texts.map((text) => JSON.stringify(text))));
    case 'prefix':
    case 'suffix':
      return `{"${excluded.type}":${oneOrList(excluded.texts.map((text) => JSON.stringify(text)))}}`;
    case 'wildcard':
      return `{"wildcard":${oneOrList(excluded.wildcards.map((wildcard) => JSON.stringify(writeWildcard(wildcard))))}}`;
    default:
      return excluded satisfies never;
  }
}

function oneOrList(values: readonly string[]): string {
  const [first] = values;
  return values.length === 1 && first !== undefined ? first : `[${values.join(',')}]`;
}
