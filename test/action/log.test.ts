/** The log of the step: whatever a text holds, only the annotations that are meant are obeyed. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { annotate, say } from '../../src/action/log.ts';
import { HOSTILE } from './hostile.ts';
import { commandsIn } from './runner.ts';

function logOf(write: () => void): string {
  const parts: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((part) => parts.push(String(part)) > 0);
  write();
  return parts.join('');
}

afterEach(() => vi.restoreAllMocks());

describe.each(HOSTILE)('%j', (text) => {
  it('is only a text where it is printed', () => {
    const log = logOf(() => {
      say(text);
      annotate({ level: 'notice', title: 'after', message: 'is obeyed again' });
    });
    expect(log).toContain(text);
    expect(commandsIn(log)).toEqual([{ name: 'notice', properties: { title: 'after' }, data: 'is obeyed again' }]);
  });

  it('stays within an annotation', () => {
    const at = { file: `${text}.yaml`, line: 3, column: 5, endLine: 3, endColumn: 9 };
    const log = logOf(() => annotate({ level: 'error', title: text, message: text, at }));
    expect(commandsIn(log)).toEqual([
      { name: 'error', properties: { title: text, file: `${text}.yaml`, line: '3', col: '5' }, data: text },
    ]);
  });
});

describe('an annotation', () => {
  it('of several lines has no columns, which GitHub would refuse', () => {
    const at = { file: 'a.yaml', line: 3, column: 5, endLine: 4, endColumn: 9 };
    const log = logOf(() => annotate({ level: 'warning', title: 'a', message: 'b', at }));
    expect(log).toBe('::warning title=a,file=a.yaml,line=3,endLine=4::b\n');
  });
});

describe('the reading of the log', () => {
  it('would see what is not protected', () => {
    expect(commandsIn(HOSTILE.join('\n')).map(({ name }) => name)).toEqual(['set-output', 'error', 'add-mask']);
  });
});
