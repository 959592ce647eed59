/** `trailproof rules`: list them and the frameworks, show one, run their tests. */
import type { Command } from 'commander';
import type { Rulebook } from '../../index.ts';
import {
  compileRules,
  expressionsFor,
  plural,
  rulesFrom,
  runRuleTests,
  shippedRules,
  suggest,
  UsageError,
} from '../../index.ts';
import { printable } from '../chain.ts';
import type { RuleOptions } from '../options.ts';
import { addRuleOptions, prepared } from '../options.ts';
import { ruleInTerminal } from '../rule-page.ts';
import { testRules } from '../rule-tests.ts';

export function addRules(program: Command): void {
  const rules = program
    .command('rules')
    .description('list rules and frameworks, show a rule, or run the tests of rules');
  addRuleOptions(rules.command('list').description('every rule, a line each'))
    .option('--json', 'as JSON')
    .action(async (options: RuleOptions & { readonly json?: true }) =>
      list(await rulesOf(options), options.json === true),
    );
  addRuleOptions(rules.command('show').argument('<id>').description('one rule: what, why, and what to do')).action(
    (id: string, options: RuleOptions) => show(id, options),
  );
  addRuleOptions(
    rules
      .command('frameworks')
      .description('every framework, a line each: controls, and how many rules or people answer'),
  )
    .option('--json', 'as JSON')
    .action((options: RuleOptions & { readonly json?: true }) => {
      process.stdout.write(
        frameworkLines(prepared({ ...options, rule: ['*'] }).rulebook.frameworks, options.json === true),
      );
    });
  rules
    .command('test')
    .argument('[path...]', 'files or folders with rules; without one, the shipped rules')
    .description('run the tests beside the rules')
    .option('--mutate', 'then break each rule in every small way, and name what no test notices')
    .action((paths: readonly string[], options: { readonly mutate?: true }) => testRules(paths, options));
}

/** Those of the configuration's selection and the others, on and off: who looks for a rule does not know it yet. */
async function rulesOf(options: RuleOptions): Promise<Pick<Rulebook, 'rules' | 'off'>> {
  const rule = options.rule.length > 0 ? options.rule : ['*'];
  const { rules, off } = (await prepared({ ...options, rule })).rulebook;
  return { rules, off: options.rule.length > 0 ? [] : off };
}

function list({ rules, off }: Pick<Rulebook, 'rules' | 'off'>, json: boolean): void {
  const sorted = [...rules, ...off].toSorted((one, other) => (one.id < other.id ? -1 : 1));
  if (json) {
    const shown = sorted.map((rule) => {
      const { id, severity, title } = rule;
      return { id, severity, for: rule.for, title, on: rules.includes(rule) };
    });
    process.stdout.write(`${JSON.stringify(shown, null, 2)}\n`);
    return;
  }
  const widest = Math.max(0, ...sorted.map(({ id }) => id.length));
  for (const rule of sorted) {
    const said = rules.includes(rule) ? rule.severity : 'off';
    process.stdout.write(`${rule.id.padEnd(widest)}  ${said.padEnd(8)}  ${rule.title}\n`);
  }
  const aside = off.length > 0 ? `, ${off.length} of them off` : '';
  process.stdout.write(
    `\n${plural(sorted.length, 'rule')}${aside}. "trailproof rules show ID" says why each matters and what to do.\n`,
  );
}

async function show(id: string, options: RuleOptions): Promise<void> {
  const known = await rulesOf({ ...options, rule: [] });
  const rules = [...known.rules, ...known.off];
  const rule = rules.find((candidate) => candidate.id === id);
  if (!rule) {
    throw new UsageError(
      `there is no rule "${id}"${suggest(
        id,
        rules.map((each) => each.id),
      )}. "trailproof rules list" names them all.`,
    );
  }
  const params = Object.entries(rule.params).map(([name, { type, value, about }]) => {
    const setBy = rule.setBy?.params[name];
    const said = `${about === undefined ? '' : `  ${about}`}${setBy === undefined ? '' : ` (set by ${setBy})`}`;
    return `  ${name} (${type}): ${JSON.stringify(value)}${said}`;
  });
  const { on, severity } = rule.setBy ?? {};
  const layers = [
    ...(known.off.includes(rule) ? [`  It is off, and not asked: ${on}`] : []),
    ...(severity === undefined ? [] : [`  severity ${rule.severity}: ${severity}`]),
  ];
  const exemptions = rule.except.map(({ because }) => `  ${because}`);
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ['Why', [rule.rationale.trim()]],
    ['What to do', [rule.remediation.trim()]],
    ['Set by', layers],
    ['Parameters', params],
    ['Exempt', exemptions],
    ['Read', rule.references],
  ];
  const body = sections
    .filter(([, lines]) => lines.length > 0)
    .map(([head, lines]) => `${head}\n${lines.join('\n')}\n`);
  process.stdout.write(
    `${rule.id} (${rule.severity}, for each ${rule.for})\n${rule.title}\n\n${body.join('\n')}\nDefined in ${rule.at.file}:${rule.at.line}\n`,
  );
}

async function test(paths: readonly string[]): Promise<void> {
  const shipped = shippedRules({ tests: true });
  const files = paths.length === 0 ? shipped : [...eventClassesOf(shipped), ...rulesFrom(paths, process.cwd())];
  const expressions = await expressionsFor(files);
  const rulebook = compileRules(files, { expressions });
  const again = (params: Parameters<typeof compileRules>[1]) => compileRules(files, { ...params, expressions });
  const results = runRuleTests(rulebook, (params) => again(params ? { params } : {}));
  if (results.length === 0) {
    throw new UsageError('these rules hold no tests. Put "tests:" beside a rule, with "given" and "expect".');
  }
  for (const { rule, name, at, mistakes } of results) {
    for (const mistake of mistakes) {
      // The place first, as in every message about a file: editors and CI systems make links of it.
      const lines = [`${at.file}:${at.line}:${at.column}: FAIL  ${rule}: ${name}`, `      ${mistake}`];
      process.stdout.write(`${lines.map(printable).join('\n')}\n`);
    }
  }
  const untested = rulebook.rules.filter((rule) => rule.tests.length === 0).map((rule) => rule.id);
  for (const id of untested) process.stdout.write(`note  ${id} has no tests\n`);
  const failed = results.filter(({ mistakes }) => mistakes.length > 0).length;
  process.stdout.write(`${results.length - failed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 ? 0 : 1;
}

/** Rules of one's own may name shipped event classes. */
function eventClassesOf(files: ReturnType<typeof shippedRules>): ReturnType<typeof shippedRules> {
  return files.filter(({ file }) => file.startsWith('trailproof:events/'));
}
