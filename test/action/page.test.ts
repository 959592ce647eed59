/** action.yml, the code behind it and the page about it say the same. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { FILES, readInputs } from '../../src/action/inputs.ts';
import { compileRules } from '../../src/audit.ts';
import { readConfig } from '../../src/rulebook/config.ts';
import { shippedRules } from '../../src/sources/files.ts';

const read = (path: string) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');
const action: {
  readonly inputs: Record<
    string,
    { readonly description: string; readonly required: boolean; readonly default?: string }
  >;
  readonly outputs: Record<string, { readonly description: string }>;
  readonly runs: unknown;
} = parse(read('action.yml'));
const page = read('docs/github-action.md');
const { version } = JSON.parse(read('package.json'));

/** Rows of the table under a heading: the name without its quotes, and the text without its escapes. */
function rowsUnder(heading: string): Record<string, string> {
  const section = page.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? '';
  const rows = [...section.matchAll(/^\| `([^`]+)` \| (.*) \|$/gm)];
  return Object.fromEntries(rows.map(([, name = '', text = '']) => [name, text.replaceAll('\\*', '*')]));
}

const described = (all: typeof action.inputs | typeof action.outputs) =>
  Object.fromEntries(Object.entries(all).map(([name, { description }]) => [name, description]));

describe('action.yml', () => {
  it('runs the bundle on Node 24', () => {
    expect(action.runs).toEqual({ using: 'node24', main: 'dist/action.mjs' });
  });

  it('has every input that is read, and no other', () => {
    const asked = new Set<string>();
    readInputs((name) => {
      asked.add(name);
      return '';
    });
    expect(Object.keys(action.inputs).sort()).toEqual([...asked].sort());
  });

  it('gives no input a default that would win over the configuration', () => {
    const defaults = Object.entries(action.inputs).filter(([, input]) => input.default !== undefined);
    expect(defaults.map(([name]) => name)).toEqual(['annotations', 'summary']);
  });

  it('has an output for every file', () => {
    const files = FILES.map(({ format }) => `${format}-file`);
    expect(Object.keys(action.outputs)).toEqual(expect.arrayContaining([...files, 'snapshot-file']));
    expect(Object.keys(action.outputs)).toHaveLength(files.length + 7);
  });
});

describe('the page', () => {
  it('lists every input and output in the words of action.yml', () => {
    expect(rowsUnder('Inputs')).toEqual(described(action.inputs));
    expect(rowsUnder('Outputs')).toEqual(described(action.outputs));
  });

  const blocks = [...page.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = '', text = '']) => ({
    language,
    text,
  }));
  const yaml = blocks.filter(({ language }) => language === 'yaml');

  it('shows YAML and JSON that can be read', () => {
    expect(yaml.length).toBeGreaterThan(3);
    for (const { text } of yaml) for (const { errors } of parseAllDocuments(text)) expect(errors).toEqual([]);
    for (const { language, text } of blocks) if (language === 'json') expect(() => JSON.parse(text)).not.toThrow();
  });

  it('uses inputs and outputs that exist, and this version', () => {
    const uses = yaml.flatMap(({ text }) => [
      ...text.matchAll(/uses: trailproof\/trailproof@COMMIT # v(\S+)\n((?: {8}.*\n)*)/g),
    ]);
    expect(uses).toHaveLength(3);
    for (const [, shown, rest = ''] of uses) {
      expect(shown).toBe(version);
      const names = [...rest.matchAll(/^ {10}([\w-]+):/gm)].map(([, name]) => name);
      expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(names));
    }
    const outputs = [...page.matchAll(/steps\.trailproof\.outputs\.([\w-]+)/g)].map(([, name]) => name);
    expect(Object.keys(action.outputs)).toEqual(expect.arrayContaining(outputs));
  });

  it('shows a configuration that can be used', () => {
    const [config] = yaml.filter(({ text }) => text.includes('yaml-language-server'));
    const read = readConfig('trailproof.yaml', config?.text ?? '');
    expect(read.settings.accounts).toEqual(['111122223333', '444455556666']);
    expect(() => compileRules(shippedRules(), { config: read })).not.toThrow();
  });
});
