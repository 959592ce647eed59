/** `trailproof permissions`: the least IAM policy with which the selected rules can be audited. */
import type { Command } from 'commander';
import { needsOf, permissionsFor, policyDocument, vocabulary } from '../../index.ts';
import type { RuleOptions } from '../options.ts';
import { addRuleOptions, prepared } from '../options.ts';

export function addPermissions(program: Command): void {
  const command = program
    .command('permissions')
    .description('the least IAM policy for the selected rules: for the role assumed in each account')
    .option('--caller', 'for whoever runs trailproof instead: also takes on that role and asks about the organization');
  addRuleOptions(command).action((options: RuleOptions & { readonly caller?: true }) => {
    const asking = options.caller ? 'caller' : 'role';
    const permissions = permissionsFor(needsOf(prepared(options).rulebook), vocabulary.kinds, asking);
    process.stdout.write(policyDocument(permissions));
  });
}
