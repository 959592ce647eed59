/** Numbers in texts for people are those that there are: what follows from the rules is generated, and the rest is held here. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileRules, shippedRules } from '../../src/index.ts';

const { rules, frameworks } = compileRules(shippedRules());

function read(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
}

/** Every "109 rules" of a text, but in what commands print. */
function rulesIn(text: string): readonly string[] {
  const prose = text.replaceAll(/```[\s\S]*?```/g, '').replaceAll(/\s+/g, ' ');
  return [...prose.matchAll(/\b\d+(?:<[^>]*>)?(?: more)? rules\b/g)].map(([said]) => said);
}

describe('how many rules there are', () => {
  it('is generated in the changelog, as long as they are not released', () => {
    const workloads = rules.filter(({ tags }) => tags.includes('workload'));
    expect(rulesIn(read('CHANGELOG.md').split(/^## .*$/m)[1] ?? '')).toEqual([
      `${rules.length}<!-- /generated:all-rules --> rules`,
      `${workloads.length}<!-- /generated:workload-rules --> rules`,
    ]);
  });

  it('is said nowhere else', () => {
    const pages = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md', 'docs/configuration.md'];
    expect(pages.flatMap((page) => rulesIn(read(page)))).toEqual([]);
  });
});

it.each(['README.md', 'CHANGELOG.md'])('%s names the first and the last benchmark of CIS', (page) => {
  const versions = frameworks.flatMap(({ id }) => /^cis-aws-foundations-(\d+\.\d+)$/.exec(id)?.[1] ?? []);
  const sorted = versions.toSorted((one, other) => Number(one) - Number(other));
  expect(read(page)).toContain(`CIS AWS Foundations ${sorted[0]} to ${sorted.at(-1)}`);
});
