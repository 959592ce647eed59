/** docs/configuration.md: every example is right, every key and profile is there. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compileRules } from '../../src/audit.ts';
import { CONFIG_KEYS, readConfig } from '../../src/rulebook/config.ts';
import { shippedRules } from '../../src/sources/files.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const page = readFileSync(`${root}docs/configuration.md`, 'utf8');
const shipped = shippedRules();
const blocks = (info: string) =>
  [...page.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)].flatMap(([, kind, text = '']) => (kind === info ? [text] : []));

describe('docs/configuration.md', () => {
  it.each(blocks('yaml').map((text) => [text.split('\n')[0], text] as const))('shows what is right: %s', (_, text) => {
    const isConfig = !/^(profile|id|pack|define):/m.test(text);
    const config = isConfig ? readConfig('trailproof.yaml', text) : null;
    const files = isConfig ? shipped : [...shipped, { file: 'own.yaml', text }];
    const profile = /^profile: (.*)$/m.exec(text)?.[1];
    expect(() => compileRules(files, { config, usual: 'recommended', profile })).not.toThrow();
  });

  it('names every key', () => {
    for (const key of CONFIG_KEYS) expect(page).toContain(`| \`${key}\` |`);
  });

  it('names every shipped profile', () => {
    const profiles = shipped.flatMap(({ file }) => /profiles\/(.+)\.yaml$/.exec(file)?.[1] ?? []);
    expect(profiles.length).toBeGreaterThan(1);
    for (const profile of profiles) expect(page).toContain(`| \`${profile}\` |`);
  });
});
