/** The HTML page without a browser: complete, self-contained, every finding with its anchor. In a browser: html.browser.test.ts. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Link, LinkName, Route } from '../../src/model/proof.ts';
import { chain } from '../../src/reporters/html/chain.ts';
import { html, lines } from '../../src/reporters/html/markup.ts';
import { exampleReport } from './example.ts';
import { render } from './render.ts';

const example = exampleReport();
const page = render('html', example);

describe('the page', () => {
  it('allows itself its own style and script, by their hashes, and nothing else', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1];
    const hash = (tag: string) => {
      const text = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(page)?.[1] ?? '';
      return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    };
    expect(policy).toBe(
      `default-src 'none'; style-src ${hash('style')}; script-src ${hash('script')}; base-uri 'none'; form-action 'none'`,
    );
    expect(page).not.toMatch(/ style="/);
  });

  it('loads nothing', () => {
    const loading = /<(link|img|iframe|object|embed|base|audio|video|source)\b|\ssrc="|@import|url\((?!#)/;
    expect(page.match(loading)).toBeNull();
  });

  it('is English, with one first heading and headings in order', () => {
    expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
    const levels = [...page.matchAll(/<h([1-6])[ >]/g)].map(([, level]) => Number(level));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    for (const [index, level] of levels.entries()) expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
  });

  it('names every table and says what its heads are heads of', () => {
    expect(page.match(/<table/g)?.length).toBe(page.match(/<caption/g)?.length);
    for (const [head] of page.matchAll(/<th[ >][^>]*>?/g)) expect(head).toContain('scope="');
  });

  it('has an anchor for every finding, once', () => {
    const anchors = [...page.matchAll(/ id="finding-([0-9a-f]{16})"/g)].map(([, fingerprint]) => fingerprint);
    expect(anchors.toSorted()).toEqual(example.findings.map(({ fingerprint }) => fingerprint).toSorted());
  });

  it('has no two elements of one id, and no link into nowhere', () => {
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const targets = [...page.matchAll(/ href="#([^"]+)"/g)].map(([, target]) => target);
    expect(targets.filter((target) => !ids.includes(target))).toEqual([]);
  });

  it('says every verdict in words', () => {
    const { counts } = example.summary;
    for (const [verdict, word] of [
      ['fail', 'fail'],
      ['unknown', 'unknown'],
      ['pass', 'pass'],
      ['notApplicable', 'not applicable'],
    ] as const)
      expect(page).toContain(`<b>${counts[verdict]}</b> <span>${word}</span>`);
  });
});

describe('what an auditor looks for', () => {
  it.each([
    ['who looked', 'arn:aws:sts::111122223333:assumed-role/Audit/night'],
    ['when', '2026-11-22 11:30 UTC'],
    ['by which rules', example.rulebook],
    ['of which population', 'every active account of the organization: 4 of 5 reached'],
    ['whether by samples', 'every resource of the kinds below, none sampled'],
    ['what could not be seen', 'cloudwatch:DescribeAlarms was throttled until retries ran out'],
    ['what hid it', 'Rate exceeded'],
    ['why a rule is asked', 'Whoever is woken at night wants to know whose alarm it is.'],
    ['what to do', 'Rename the alarm after its team, or tag it.'],
    ['which exceptions', 'scratch alarms call nobody'],
    ['where a fact was read', 'read from sns:ListSubscriptionsByTopic in 111122223333/us-east-1'],
    ['how to do it again', 'trailproof audit night.ndjson --waivers policies/waivers.yaml -o html=report.html'],
    ['who signs', 'Reviewed by'],
  ])('is there: %s', (_, text) => {
    expect(page).toContain(text);
  });

  it('is the link that breaks a chain, marked in its text, and what was not reached', () => {
    const names = ['CreateTrail', 'UpdateTrail', 'DeleteTrail', 'StartLogging'];
    const alternatives = names.map((name) => `($.eventName = &quot;${name}&quot;)`).join(' || ');
    expect(page).toContain(`<mark>${alternatives}</mark>`);
    expect(page).toMatch(
      /<li class="fail"><span class="sign fail" aria-hidden="true">✕<\/span>metric filter<span class="said"> is broken<\/span><\/li><li class="unreached">/,
    );
  });

  it('is not the name of a link twice, where its sentence begins with it', () => {
    expect(page).toContain('<b>log group</b> org-trail receives it');
    expect(page).not.toMatch(/<b>([a-z ]+)<\/b> \1 /);
  });

  it('is what passed, too', () => {
    const rows = page.match(/<tr id="finding-[0-9a-f]+" data-verdict="pass"/g);
    expect(rows).toHaveLength(example.summary.counts.pass);
  });
});

describe('the strip of a route', () => {
  const link = (name: LinkName): Link => ({ link: name, truth: 'true', sentence: '' });
  const stripOf = (type: Route['type'], ...names: readonly LinkName[]) => {
    const routes: readonly Route[] = [{ type, truth: 'true', links: names.map(link) }];
    const [strip = ''] = chain({ events: 'e', truth: 'true', sentence: '', regions: [], routes }).markup.split('</ol>');
    return [...strip.matchAll(/<\/span>([a-zA-Z ]+)<span class="said">/g)].map(([, name]) => name);
  };
  const start = ['trail', 'selectors', 'delivery', 'log group', 'metric filter', 'alarm'];

  it('goes from an alarm by its action, or by an EventBridge rule that passes it on', () => {
    expect(stripOf('metricFilter', 'alarm', 'action')).toEqual([...start, 'action', 'topic', 'subscription']);
    const passedOn = [...start, 'event rule', 'target', 'topic', 'subscription'];
    expect(stripOf('metricFilter', 'alarm', 'eventRule', 'target')).toEqual(passedOn);
  });

  it('goes from the trail by a rule to who is subscribed', () => {
    const all = ['trail', 'selectors', 'event rule', 'target', 'topic', 'subscription'];
    expect(stripOf('eventRule', 'eventRule')).toEqual(all);
  });
});

describe('markup', () => {
  it('escapes whatever is put in, and nothing twice', () => {
    const inner = html`<b>${'<&>'}</b>`;
    expect(html`<p title="${'"\''}">${inner}${[1, null, 'x']}</p>`.markup).toBe(
      '<p title="&quot;&#39;"><b>&lt;&amp;&gt;</b>1x</p>',
    );
  });

  it('keeps line breaks in a block of text only', () => {
    expect(lines('a\n<b').markup).toBe('a\n&lt;b');
    expect(html`${'a\nb'}`.markup).toBe('a b');
  });
});
