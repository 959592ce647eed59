/** `trailproof permissions`: the least IAM policy with which the selected rules can be audited, or the role that has it. */
import type { Command } from 'commander';
import { Option } from 'commander';
import type { Permission } from '../../index.ts';
import {
  needsOf,
  permissionsFor,
  policyDocument,
  roleInCloudFormation,
  roleInTerraform,
  UsageError,
  vocabulary,
} from '../../index.ts';
import type { RuleOptions } from '../options.ts';
import { addRuleOptions, prepared } from '../options.ts';

interface Options extends RuleOptions {
  readonly caller?: true;
  readonly format: keyof typeof FORMATS;
}

const FORMATS = {
  json: policyDocument,
  cloudformation: roleInCloudFormation,
  terraform: roleInTerraform,
} as const satisfies Readonly<Record<string, (permissions: readonly Permission[]) => string>>;

export function addPermissions(program: Command): void {
  const command = program
    .command('permissions')
    .description('the least IAM policy for the selected rules: for the role assumed in each account')
    .option('--caller', 'for whoever runs trailproof instead: also takes on that role and asks about the organization')
    .addOption(
      new Option('--format <format>', 'the policy as JSON, or the role with it and an external id as a template')
        .choices(Object.keys(FORMATS))
        .default('json'),
    );
  addRuleOptions(command).action(async ({ caller, format, ...options }: Options) => {
    if (caller && format !== 'json') {
      throw new UsageError(
        '--caller is a policy for whoever runs trailproof, not a role: leave out --format, or --caller.',
      );
    }
    const permissions = permissionsFor(
      needsOf((await prepared(options)).rulebook),
      vocabulary.kinds,
      caller ? 'caller' : 'role',
    );
    process.stdout.write(FORMATS[format](permissions));
  });
}
