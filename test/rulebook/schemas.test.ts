/** The published schemas: every YAML file that ships, and every one the documentation shows, is as they say; what they refuse is refused by the reading, too. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { schemas } from '../../src/audit.ts';
import { shippedRules } from '../../src/sources/files.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const ajv = new Ajv2020({ allErrors: true, strict: false });
const checks = new Map(Object.entries(schemas()).map(([name, schema]) => [name, ajv.compile(schema as object)]));

/** Which schema a document belongs to, by what it says it is. */
function schemaOf(value: object): string {
  if ('profile' in value) return 'profile';
  if ('pack' in value) return 'pack';
  if ('define' in value) return 'definition';
  if ('framework' in value) return 'framework';
  if ('samples' in value) return 'event-class';
  // The configuration names files of them.
  if ('waivers' in value && Array.isArray(value.waivers) && typeof value.waivers[0] !== 'string') return 'waivers';
  return 'assert' in value ? 'rule' : 'config';
}

/** Workflows of GitHub are shown as well, and documents that only define conditions for their own file. */
function isOurs(value: object): boolean {
  return (
    !Array.isArray(value) && !['jobs', 'on', 'steps', 'definitions'].some((key) => key in value && !('assert' in value))
  );
}

function problems(value: object): string {
  const check = checks.get(schemaOf(value));
  if (!check) throw new Error(`there is no schema ${schemaOf(value)}`);
  return check(value) ? '' : ajv.errorsText(check.errors);
}

describe('the schemas', () => {
  it('take every file that ships: rules, event classes, frameworks, profiles', () => {
    const seen = new Set<string>();
    for (const { file, text } of shippedRules({ tests: true })) {
      for (const document of parseAllDocuments(text)) {
        const value = document.toJS() as object;
        seen.add(schemaOf(value));
        expect(problems(value), file).toBe('');
      }
    }
    expect([...seen].sort()).toEqual(['event-class', 'framework', 'profile', 'rule']);
  });

  it.each([
    'docs/configuration.md',
    'docs/editors.md',
    'docs/github-action.md',
    'docs/frameworks.md',
    'docs/waivers.md',
    'README.md',
    'docs/rule-language.md',
  ])('take every example of %s', (page) => {
    const text = readFileSync(`${root}${page}`, 'utf8');
    const blocks = [...text.matchAll(/^```yaml(?: config| definition)?\n([\s\S]*?)^```$/gm)].map(
      ([, block = '']) => block,
    );
    const documents = blocks.flatMap((block) => parseAllDocuments(block));
    const values = documents.map((document) => document.toJS() as object).filter(isOurs);
    expect(values.length).toBeGreaterThan(0);
    for (const value of values) expect(problems(value), JSON.stringify(value)).toBe('');
  });

  it.each([
    ['pack: a\nrules: here\n'],
    ['pack: 5\n'],
    ['profile: a\nrules: {}\n'],
    ['profile: a\ntitle: b\nrules: { trail.multi-region: maybe }\n'],
    ['define: a\nfor: trail\ncondition: { loging: true }\n'],
    ['define: a\nfor: trial\ncondition: { logging: true }\n'],
    ['overrides: [{ match: {}, rules: {} }]\n'],
    ['overrides: [{ match: { accounts: [1] }, rules: {} }]\n'],
    ['overrides: [{ rules: {} }]\n'],
    ['overrides: [{ match: { organizationalUnits: [Sandbox] }, rules: {} }]\n'],
    ["extends: ['']\n"],
    ['waivers: [{ rule: logs.retention }]\n'],
    ['waivers: [{ because: x }]\n'],
    ['waivers: [{ rule: logs.retention, because: x, expires: soon }]\n'],
    ['waivers: [{ rule: logs.retention, because: x, acount: y }]\n'],
    ['waivers: [{ rule: logs.retention, because: x, account: 111122223333 }]\n'],
    ['waivers: [{ rule: a.b, because: x, region: eu-west-1, excluding: [{ records: { readOnly: true } }] }]\n'],
  ])('refuse %j', (text) => {
    expect(problems(parse(text) as object)).not.toBe('');
  });
});
