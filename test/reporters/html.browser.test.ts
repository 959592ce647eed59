/** The HTML page in a real browser: no request, no error, no overflow; filters, deep links and print. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleReport } from './example.ts';
import { hostileReport } from './hostile.ts';
import { render } from './render.ts';

const CANDIDATES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];
const executablePath = [process.env['CHROMIUM'] ?? '', ...CANDIDATES].find((path) => path !== '' && existsSync(path));
const isCi = process.env['CI'] === 'true';
if (!executablePath && !isCi)
  console.warn('No Chromium was found (CHROMIUM names one): the HTML page is not tried in a browser.');

const example = exampleReport();
const folder = mkdtempSync(join(tmpdir(), 'trailproof-html-'));
const address = (name: string) => pathToFileURL(join(folder, name)).href;
let browser: Browser;

interface Visit {
  readonly page: Page;
  /** Requests beyond the page itself, messages of the console, errors. */
  readonly noise: string[];
}

async function visit(name: string, options: Parameters<Browser['newPage']>[0] = {}, hash = ''): Promise<Visit> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, ...options });
  const noise: string[] = [];
  page.on('console', (message) => noise.push(message.text()));
  page.on('pageerror', (error) => noise.push(String(error)));
  page.on('dialog', (dialog) => {
    noise.push(dialog.message());
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(address(name))) noise.push(request.url());
  });
  await page.goto(`${address(name)}${hash}`);
  return { page, noise };
}

const shown = (page: Page) => page.locator('[data-verdict]:not([hidden])').count();

it.runIf(isCi)('a Chromium is there under CI', () => {
  expect(executablePath).toBeDefined();
});

describe.skipIf(!executablePath)('the page', () => {
  beforeAll(async () => {
    const { chromium } = await import('playwright-core');
    writeFileSync(join(folder, 'example.html'), render('html', example));
    const hostile = hostileReport();
    const some = hostile.findings.filter((_, index) => index % 11 === 0);
    writeFileSync(join(folder, 'hostile.html'), render('html', { ...hostile, findings: some }));
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  it.each(['example.html', 'hostile.html'])(
    '%s asks nobody for anything and has nothing to complain of',
    async (name) => {
      const { page, noise } = await visit(name);
      expect(noise).toEqual([]);
      await page.close();
    },
  );

  it.each(['example.html', 'hostile.html'])(
    '%s fits a telephone, a tablet and a desk, with everything unfolded',
    async (name) => {
      const { page } = await visit(name);
      await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true");
      for (const width of [320, 390, 820, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      }
      await page.close();
    },
  );

  it('filters by verdict, severity, account and text, and shows all again', async () => {
    const { page } = await visit('example.html');
    const { counts } = example.summary;
    const all = example.findings.length;
    expect(await shown(page)).toBe(all);
    await page.getByRole('checkbox', { name: 'pass', exact: true }).uncheck();
    expect(await shown(page)).toBe(all - counts.pass);
    await page.locator('select[name=account]').selectOption('333344445555');
    const of = example.findings.filter(({ account, verdict }) => account === '333344445555' && verdict !== 'pass');
    expect(await shown(page)).toBe(of.length);
    await page.locator('select[name=severity]').selectOption('high');
    expect(await shown(page)).toBe(of.filter(({ severity }) => severity === 'high').length);
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByRole('searchbox').fill('topic on-call');
    const found = await shown(page);
    expect(found).toBeGreaterThan(0);
    expect(found).toBeLessThan(all);
    expect(await page.locator('.filter output').textContent()).toBe(`${found} of ${all} findings`);
    await page.close();
  });

  it('unfolds the finding that a link leads to', async () => {
    const passed = example.findings.find(({ verdict }) => verdict === 'pass');
    const { page } = await visit('example.html', {}, `#finding-${passed?.fingerprint}`);
    expect(await page.locator(`#finding-${passed?.fingerprint}`).isVisible()).toBe(true);
    await page.close();
  });

  it('is complete without JavaScript: everything can be unfolded, nothing is hidden but the filter', async () => {
    const { page } = await visit('example.html', { javaScriptEnabled: false });
    expect(await page.locator('.filter').isVisible()).toBe(false);
    const rest = page.locator('.rest').first();
    expect(await rest.locator('tbody tr').first().isVisible()).toBe(false);
    await rest.locator('summary').click();
    expect(await rest.locator('tbody tr').first().isVisible()).toBe(true);
    await page.close();
  });

  it('prints light, unfolded and numbered', async () => {
    const { page } = await visit('example.html', { colorScheme: 'dark' });
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.evaluate('getComputedStyle(document.documentElement).backgroundColor')).toBe(
      'rgb(255, 255, 255)',
    );
    expect(await page.locator('.filter').isVisible()).toBe(false);
    expect(await page.locator('.signoff').isVisible()).toBe(true);
    const folded = page.locator('details:not([open])').first().locator('> :not(summary)').first();
    expect(await folded.isVisible()).toBe(true);
    await page.close();
  });

  it('can be worked by keyboard: what can be clicked can be reached', async () => {
    const { page } = await visit('example.html');
    const unreachable = await page
      .locator('a, summary, select, input, button')
      .evaluateAll(
        (all) =>
          all.filter(
            (each) => each.getAttribute('tabindex') === '-1' || (each.tagName === 'A' && !each.hasAttribute('href')),
          ).length,
      );
    expect(unreachable).toBe(0);
    await page.close();
  });
});
