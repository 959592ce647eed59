/** Mutants: each changes one thing, and while all of them sleep the source does what it did. */
import { describe, expect, it } from 'vitest';
import { mutantsOf } from './mutants.mjs';

type Ask = (...given: readonly unknown[]) => unknown;

/** What a function answers, asleep and with each of its mutants awake. */
function answers(source: string, ...given: readonly unknown[]) {
  const { mutants, instrumented } = mutantsOf('source.ts', source);
  const make = new Function('$m', `return ${instrumented}`) as (isAwake: (id: number) => boolean) => Ask;
  const asleep = make(() => false)(...given);
  const awake = mutants.map(({ id, was, by }) => [was, by, make((each) => each === id)(...given)]);
  return { asleep, awake };
}

describe('the mutants of a source', () => {
  it('change conditions one at a time, also inside each other', () => {
    const { asleep, awake } = answers('(a, b) => a < 3 && !b', 3, false);
    expect(asleep).toBe(false);
    expect(awake).toEqual([
      ['&&', '||', true],
      ['<', '<=', true],
      ['<', '>=', true],
      ['a < 3', 'true', true],
      ['a < 3', 'false', false],
      ['!b', 'b', false],
    ]);
  });

  it('keep what a method is called on', () => {
    const { asleep, awake } = answers('(all) => all?.list.some((each) => each > 1)', { list: [1, 2] });
    expect(asleep).toBe(true);
    expect(awake).toContainEqual(['some', 'every', false]);
    expect(awake).toContainEqual(['?.', '.', true]);
  });

  it('turn answers into others, and leave sentences and names alone', () => {
    const { mutants } = mutantsOf('source.ts', `const a = { 'true': 'true', sentence: 'it is', type: typeof b };`);
    expect(mutants.map(({ kind, was, by }) => [kind, was, by])).toEqual([
      ['emptied', `{ 'true': 'true', sentence: 'it is', type: typeof b }`, '{}'],
      ['answer', `'true'`, `'unknown'`],
    ]);
  });

  it('pass over types and imports', () => {
    const source = `import a from 'true';\nexport const b = a as 'true' | false;\nexport type C = 'false';\n`;
    expect(mutantsOf('source.ts', source)).toEqual({ mutants: [], instrumented: source });
  });

  it('stand at their line and column', () => {
    const [mutant] = mutantsOf('source.ts', 'const a = 1;\nconst b = !a;\n', 7).mutants;
    expect(mutant).toMatchObject({ id: 7, line: 2, column: 11, kind: 'sign', was: '!a', by: 'a' });
  });
});
