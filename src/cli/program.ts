/** The commands, as a program that has not run yet: the documentation lists them from here. */
import type { Option } from 'commander';
import { Command, Help } from 'commander';
import { addAudit } from './commands/audit.ts';
import { addExplain } from './commands/explain.ts';
import { addInit } from './commands/init.ts';
import { addMatch } from './commands/match.ts';
import { addPermissions } from './commands/permissions.ts';
import { addProve } from './commands/prove.ts';
import { addRules } from './commands/rules.ts';
import { addSnapshot } from './commands/snapshot.ts';
import { broken } from './complain.ts';

export function openProgram(version: string): Command {
  const program = new Command('trailproof')
    .description('Policy as code for AWS audit logging and alerting.')
    .version(version)
    .option('--debug', 'show where an error came from')
    .showSuggestionAfterError()
    .showHelpAfterError('(trailproof COMMAND --help shows the options)')
    .addHelpText(
      'after',
      '\nExit codes: 0 the gate is open, 1 closed by findings, 2 no trustworthy verdict\n(usage, rules, unknowns), 130 interrupted.',
    )
    .configureHelp({ optionDescription: (option) => new Help().optionDescription(withoutEmptyDefault(option)) })
    .configureOutput({ outputError: (text, write) => write(broken(text.replace(/^error: /, 'trailproof: '))) })
    .exitOverride();
  for (const add of [addAudit, addSnapshot, addRules, addExplain, addProve, addMatch, addPermissions, addInit])
    add(program, version);
  return program;
}

/** That a repeatable option is given no time at all goes without saying. */
function withoutEmptyDefault(option: Option): Option {
  const { defaultValue } = option;
  const isEmpty = Array.isArray(defaultValue) && defaultValue.length === 0;
  return isEmpty ? Object.assign(Object.create(option), { defaultValue: undefined }) : option;
}
