/** docs/scenarios/ works as shown: the account of each page is made again, its rules pass their tests, and its commands print what it says. */
import { readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compileRules } from '../../src/audit.ts';
import { runRuleTests } from '../../src/rule-tests.ts';
import { shippedRules } from '../../src/sources/files.ts';
import { writeSnapshot } from '../../src/sources/snapshot/index.ts';
import type { Given } from '../proof/healthy.ts';
import { snapshotOf } from '../proof/healthy.ts';
import { installed, runAgain } from './console.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** Rules of a page may speak of the event classes that are shipped. */
const events = shippedRules().filter(({ file }) => file.includes('events/'));
const bin = installed();
afterAll(() => rmSync(bin, { recursive: true, force: true }));

describe.each(['workloads', 'signals'])('docs/scenarios/%s.md', (name) => {
  const page = readFileSync(`${root}docs/scenarios/${name}.md`, 'utf8');

  it('is about an account that can be looked at', async () => {
    const given = parse(readFileSync(`${root}test/docs/${name}.yaml`, 'utf8')) as Given;
    const snapshot = { ...snapshotOf(given), tool: { name: 'trailproof', version: '0.1.0' } };
    const text = [...writeSnapshot(snapshot)].join('');
    await expect(text).toMatchFileSnapshot(`../../docs/examples/${name}.ndjson`);
  });

  it('shows a rule that loads and passes its tests', () => {
    const files = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = ''], at) => ({
      file: `${at}.yaml`,
      text,
    }));
    const all = [...events, ...files];
    const results = runRuleTests(compileRules(all), (params) => compileRules(all, params ? { params } : {}));
    expect(results.length).toBeGreaterThan(1);
    expect(results.filter(({ mistakes }) => mistakes.length > 0)).toEqual([]);
  });

  it('shows what its commands print', async () => {
    await expect(await runAgain(page, bin)).toMatchFileSnapshot(`../../docs/scenarios/${name}.md`);
  });
});
