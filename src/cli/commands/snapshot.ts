/** `trailproof snapshot`: collect only, for a later audit without credentials. */
import type { Command } from 'commander';
import { checkWritable, keep, plural, writeSnapshot } from '../../index.ts';
import type { RuleOptions, ScopeOptions } from '../options.ts';
import { addRuleOptions, addScopeOptions, prepared } from '../options.ts';
import { see } from '../see.ts';
import { interrupted } from './audit.ts';

interface Options extends RuleOptions, ScopeOptions {
  readonly quiet?: true;
}

export function addSnapshot(program: Command, version: string): void {
  const command = program
    .command('snapshot')
    .argument('<file>', 'where to keep it (NDJSON)')
    .description('record what the selected rules need, to audit it later')
    .option('-q, --quiet', 'no progress');
  addScopeOptions(addRuleOptions(command)).action(async (file: string, options: Options) => {
    const asked = await prepared(options);
    checkWritable(file);
    const seen = await see([], asked, options, version);
    keep(file, [...writeSnapshot(seen.snapshot)].join(''));
    if (seen.interrupted) {
      interrupted(seen, file);
      return;
    }
    const { resources, gaps, scope } = seen.snapshot;
    process.stdout.write(
      `${file}: ${plural(resources.length, 'resource')} of ${plural(scope.accounts.length, 'account')}, ${plural(gaps.length, 'gap')}.\n`,
    );
  });
}
