/** docs/scenarios/ works as shown: its account is made again, its rules pass their tests, and its commands print what it says. */
import { readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compileRules, runRuleTests } from '../../src/audit.ts';
import { writeSnapshot } from '../../src/sources/snapshot/index.ts';
import type { Given } from '../proof/healthy.ts';
import { snapshotOf } from '../proof/healthy.ts';
import { installed, runAgain } from './console.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const page = readFileSync(`${root}docs/scenarios/workloads.md`, 'utf8');
const bin = installed();
afterAll(() => rmSync(bin, { recursive: true, force: true }));

describe('docs/scenarios/workloads.md', () => {
  it('is about an account that can be looked at', async () => {
    const given = parse(readFileSync(`${root}test/docs/workloads.yaml`, 'utf8')) as Given;
    const snapshot = { ...snapshotOf(given), tool: { name: 'trailproof', version: '0.1.0' } };
    const text = [...writeSnapshot(snapshot)].join('');
    await expect(text).toMatchFileSnapshot('../../docs/examples/workloads.ndjson');
  });

  it('shows a rule that loads and passes its tests', () => {
    const files = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = ''], at) => ({
      file: `${at}.yaml`,
      text,
    }));
    const rulebook = compileRules(files);
    const results = runRuleTests(rulebook, (params) => compileRules(files, params ? { params } : {}));
    expect(results.length).toBeGreaterThan(1);
    expect(results.filter(({ mistakes }) => mistakes.length > 0)).toEqual([]);
  });

  it('shows what its commands print', async () => {
    await expect(await runAgain(page, bin)).toMatchFileSnapshot('../../docs/scenarios/workloads.md');
  });
});
