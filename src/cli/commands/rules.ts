/** `trailproof rules`: list them and the frameworks, show one, run their tests. */
import type { Command } from 'commander';
import type { Rule } from '../../index.ts';
import { plural, suggest, UsageError } from '../../index.ts';
import { frameworkLines } from '../frameworks.ts';
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
    .action((options: RuleOptions & { readonly json?: true }) => list(rulesOf(options), options.json === true));
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

/** Those of the configuration's selection and the others: who looks for a rule does not know it yet. */
function rulesOf(options: RuleOptions): readonly Rule[] {
  const rule = options.rule.length > 0 ? options.rule : ['*'];
  return prepared({ ...options, rule }).rulebook.rules;
}

function list(rules: readonly Rule[], json: boolean): void {
  const sorted = rules.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  if (json) {
    const shown = sorted.map(({ id, severity, title, for: kind }) => ({ id, severity, for: kind, title }));
    process.stdout.write(`${JSON.stringify(shown, null, 2)}\n`);
    return;
  }
  const widest = Math.max(0, ...sorted.map(({ id }) => id.length));
  for (const { id, severity, title } of sorted) {
    process.stdout.write(`${id.padEnd(widest)}  ${severity.padEnd(8)}  ${title}\n`);
  }
  process.stdout.write(
    `\n${plural(sorted.length, 'rule')}. "trailproof rules show ID" says why each matters and what to do.\n`,
  );
}

function show(id: string, options: RuleOptions): void {
  const { rulebook } = prepared({ ...options, rule: ['*'] });
  const { rules } = rulebook;
  const rule = rules.find((candidate) => candidate.id === id);
  if (!rule) {
    throw new UsageError(
      `there is no rule "${id}"${suggest(
        id,
        rules.map((each) => each.id),
      )}. "trailproof rules list" names them all.`,
    );
  }
  process.stdout.write(ruleInTerminal(rule, rulebook));
}
