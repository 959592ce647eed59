/** Files that are wrong, one mistake each, and what a person reads: where, the line, what was expected, the next step. The first line names the file it stands for. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compileRules } from '../../src/audit.ts';
import { expressions } from '../../src/checks/cel.ts';
import { RulebookError } from '../../src/model/errors.ts';
import { readConfig } from '../../src/rulebook/config.ts';
import { formatMistakes } from '../../src/rulebook/frame.ts';
import { shippedRules } from '../../src/sources/files.ts';

const folder = fileURLToPath(new URL('./mistakes/', import.meta.url));
const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
const shipped = shippedRules();

/** What is said of the file. */
function told(name: string): string {
  const text = readFileSync(`${folder}${name}`, 'utf8');
  const [, file = ''] = /^# (\S+)\n/.exec(text) ?? [];
  const isConfig = file === 'trailproof.yaml';
  const waivers = file === 'waivers.yaml' ? [{ file, text }] : [];
  try {
    const config = isConfig ? readConfig(file, text) : null;
    const own = isConfig || waivers.length > 0 ? [] : [{ file, text }];
    compileRules([...shipped, ...own], { config, usual: 'recommended', expressions, waivers });
  } catch (error) {
    // How many rules there are is no part of it.
    if (error instanceof RulebookError) return `${formatMistakes(error).replace(/\b\d+ rules\b/, 'N rules')}\n`;
    throw error;
  }
  throw new Error(`no mistake was found in ${name}`);
}

describe('a file with a mistake', () => {
  it('comes in thirty ways at least', () => {
    expect(names.length).toBeGreaterThanOrEqual(30);
  });

  it.each(names)('%s', async (name) => {
    const said = told(name);
    await expect(said).toMatchFileSnapshot(`./mistakes/${name.replace('.yaml', '.txt')}`);
    // A place, the line it is in with a caret, and a closing line; no mistake is told twice.
    expect(said).toMatch(/^[\w./-]+:\d+:\d+: /);
    expect(said).toMatch(/\n {2,}\| +\^+\n/);
    expect(said).toMatch(/trailproof: 1 mistake in \S+\. Nothing was audited\.\n$/);
  });
});
