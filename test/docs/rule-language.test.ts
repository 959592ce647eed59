/** docs/rule-language.md: every example loads and passes its tests, every mistake is named as shown, and every operator and kind is there. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compileRules } from '../../src/audit.ts';
import { expressions } from '../../src/checks/cel.ts';
import { vocabulary } from '../../src/checks/vocabulary.ts';
import { OPERATORS } from '../../src/model/condition.ts';
import { RulebookError } from '../../src/model/errors.ts';
import { runRuleTests } from '../../src/rule-tests.ts';
import { readConfig } from '../../src/rulebook/config.ts';
import { formatMistakes } from '../../src/rulebook/frame.ts';
import { OPERATORS_OF } from '../../src/rulebook/operators.ts';
import { RULE_KEYS } from '../../src/rulebook/rule.ts';
import { shippedRules } from '../../src/sources/files.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const page = readFileSync(`${root}docs/rule-language.md`, 'utf8');
const events = shippedRules().filter(({ file }) => file.startsWith('trailproof:events/'));

/** Blocks of a sort, in their order. */
function blocks(info: string): readonly string[] {
  return [...page.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)].flatMap(([, kind, text = '']) =>
    kind === info ? [text] : [],
  );
}

/** Cells of the rows of the first table below a heading. */
function rowsUnder(heading: string): readonly (readonly string[])[] {
  const [table = ''] = /^\|[\s\S]*?\n(?!\|)/m.exec(page.slice(page.indexOf(`\n${heading}\n`))) ?? [];
  const cells = (row: string) => row.split(/(?<!\\)\|/).slice(1, -1);
  return table
    .trim()
    .split('\n')
    .slice(2)
    .map((row) => cells(row).map((cell) => cell.trim().replaceAll('\\|', '|')));
}

const code = (cell = '') => cell.replace(/^`|`$/g, '');
const files = [...blocks('yaml'), ...blocks('yaml definition')].map((text, index) => ({
  file: `example-${index + 1}.yaml`,
  text,
}));

describe('docs/rule-language.md', () => {
  it('has examples that load, each with tests that pass', () => {
    const rulebook = compileRules([...events, ...files], { expressions });
    expect(rulebook.rules.length).toBeGreaterThan(8);
    const results = runRuleTests(rulebook, (params) =>
      compileRules([...events, ...files], { ...(params ? { params } : {}), expressions }),
    );
    expect(results.filter(({ mistakes }) => mistakes.length > 0)).toEqual([]);
    expect(rulebook.rules.filter(({ tests }) => tests.length === 0)).toEqual([]);
  });

  it('has settings that fit the examples', () => {
    const configs = blocks('yaml config');
    expect(configs).toHaveLength(1);
    for (const text of configs) {
      const { rules } = compileRules([...events, ...files], {
        config: readConfig('trailproof.yaml', text),
        expressions,
      });
      expect(rules.find(({ id }) => id === 'own.kept-long')?.params['days']?.value).toBe(400);
    }
  });

  it('shows what is said of mistakes', async () => {
    const said = blocks('yaml mistaken').map((text) => {
      try {
        compileRules([...events, { file: 'policies/own.yaml', text }]);
      } catch (error) {
        if (error instanceof RulebookError) return `${formatMistakes(error)}\n`;
        throw error;
      }
      throw new Error(`no mistake was found in\n${text}`);
    });
    expect(said.length).toBeGreaterThan(1);
    let at = 0;
    const again = page.replaceAll(/^```text\n[\s\S]*?^```$/gm, () => `\`\`\`text\n${said[at++]}\`\`\``);
    expect(at).toBe(said.length);
    await expect(again).toMatchFileSnapshot('../../docs/rule-language.md');
  });

  it('names every operator with its types and an example that loads', () => {
    const rows = rowsUnder('### Fields');
    expect(rows.map(([operator]) => code(operator))).toEqual([...OPERATORS]);
    for (const [operator = '', types, kind = '', example] of rows) {
      const known = Object.entries(OPERATORS_OF).flatMap(([type, operators]) =>
        operators.some((each) => each === code(operator)) ? [type] : [],
      );
      const isEvery = known.length === Object.keys(OPERATORS_OF).length;
      expect([...(types ?? '').split(', ')].sort(), operator).toEqual(isEvery ? ['every type'] : known.sort());
      const text = `id: own.example\ntitle: x\nseverity: low\nfor: ${kind}\nassert: { ${code(example)} }\n`;
      const [rule] = compileRules([{ file: 'x.yaml', text }]).rules;
      expect(JSON.stringify(rule?.assert), operator).toContain(`"operator":"${code(operator)}"`);
    }
  });

  it('names every key of a rule', () => {
    const named = rowsUnder('## A rule').flatMap(([keys = '']) => keys.split(', ').map(code));
    expect(named.toSorted()).toEqual([...RULE_KEYS].sort());
  });

  it('names every kind, field and relation', () => {
    const section = page.slice(page.indexOf('## Kinds and fields'));
    for (const { name, fields, relations } of vocabulary.kinds.values()) {
      const own = section.slice(section.indexOf(`### ${name}\n`)).split('\n### ')[0] ?? '';
      for (const key of [...Object.keys(fields), ...Object.keys(relations)]) expect(own, name).toContain(`\`${key}\``);
    }
  });

  it('leads to headings and files that are there', () => {
    const anchors = [...page.matchAll(/^#+ (.*)$/gm)].map(([, text = '']) =>
      text
        .toLowerCase()
        .replace(/[^\w -]/g, '')
        .replaceAll(' ', '-'),
    );
    const links = [...page.matchAll(/\]\((?!https?:)([^)]+)\)/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(4);
    const lost = links.filter((link) =>
      link.startsWith('#') ? !anchors.includes(link.slice(1)) : !existsSync(`${root}docs/${link}`),
    );
    expect(lost).toEqual([]);
  });
});
