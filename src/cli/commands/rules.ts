/** `trailproof rules`: list them and the frameworks, show one, run their tests. */
import type { Command } from 'commander';
import type { Rulebook } from '../../index.ts';
import { hanging, plural, suggest, UsageError } from '../../index.ts';
import { printable } from '../chain.ts';
import { frameworkLines } from '../frameworks.ts';
import type { RuleOptions } from '../options.ts';
import { addRuleOptions, prepared } from '../options.ts';
import { ruleInTerminal } from '../rule-page.ts';
import { testRules } from '../rule-tests.ts';
import { roomOn, row } from '../terminal.ts';

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
    .action(async (options: RuleOptions & { readonly json?: true }) => {
      const { frameworks } = (await prepared({ ...options, rule: ['*'] })).rulebook;
      process.stdout.write(frameworkLines(frameworks, options.json === true, roomOn(process.stdout)));
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
  const room = roomOn(process.stdout);
  for (const rule of sorted) {
    const said = rules.includes(rule) ? rule.severity : 'off';
    const lead = `${rule.id.padEnd(widest)}  ${said.padEnd(8)}  `;
    process.stdout.write(`${row(lead, printable(rule.title), room).join('\n')}\n`);
  }
  const aside = off.length > 0 ? `, ${off.length} of them off` : '';
  const closing = `${plural(sorted.length, 'rule')}${aside}. "trailproof rules show ID" says why each matters and what to do.`;
  process.stdout.write(`\n${hanging('', closing, room).join('\n')}\n`);
}

async function show(id: string, options: RuleOptions): Promise<void> {
  const { rulebook } = await prepared({ ...options, rule: ['*'] });
  const rules = [...rulebook.rules, ...rulebook.off];
  const rule = rules.find((candidate) => candidate.id === id);
  if (!rule) {
    throw new UsageError(
      `there is no rule "${id}"${suggest(
        id,
        rules.map((each) => each.id),
      )}. "trailproof rules list" names them all.`,
    );
  }
  process.stdout.write(ruleInTerminal(rule, { ...rulebook, rules }, roomOn(process.stdout)));
}
