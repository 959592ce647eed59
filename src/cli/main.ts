#!/usr/bin/env node
/** The command line: commands, and how every error ends as one sentence and an exit code. */
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { PACKAGE } from '../index.ts';
import { addAudit } from './commands/audit.ts';
import { addExplain } from './commands/explain.ts';
import { addMatch } from './commands/match.ts';
import { addPermissions } from './commands/permissions.ts';
import { addRules } from './commands/rules.ts';
import { addSnapshot } from './commands/snapshot.ts';
import { complain } from './complain.ts';

const { version } = JSON.parse(readFileSync(PACKAGE, 'utf8')) as { version: string };

const program = new Command('trailproof')
  .description('Policy as code for AWS audit logging and alerting.')
  .version(version)
  .option('--debug', 'show where an error came from')
  .showSuggestionAfterError()
  .showHelpAfterError('(trailproof COMMAND --help shows the options)')
  .addHelpText(
    'after',
    '\nExit codes: 0 the gate is open, 1 closed by findings, 2 no trustworthy verdict (usage, rules, unknowns), 130 interrupted.',
  )
  .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'trailproof: ')) })
  .exitOverride();

for (const add of [addAudit, addSnapshot, addRules, addExplain, addMatch, addPermissions]) add(program, version);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    process.exitCode = 2;
    await complain(error, process.argv.includes('--debug'));
  }
}
