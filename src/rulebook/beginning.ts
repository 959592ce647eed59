/** The configuration that `trailproof init` writes: everything that can be said, as comments, so that it changes nothing until somebody means it. */
import { DEFAULT_GATE, DEFAULT_ROLE } from './settings.ts';

/** Where editors find the schema without a network, once trailproof is installed beside the configuration. */
const SCHEMA = './node_modules/trailproof/schema/config.json';

export function beginning(): string {
  return `# yaml-language-server: $schema=${SCHEMA}
# What trailproof audits. Flags win over this file. Every line is a comment: take away the "# " of what you want.
# trailproof rules list     shows the rules
# trailproof permissions    shows what the role has to be allowed

# Which accounts: every active one of the organization, or a list. Without either, the account of the credentials.
# organization: true
# accounts:
#   - { id: '111122223333', name: production }   # in quotes: a number would lose leading zeros

# The role assumed in each account: its name, or its ARN with {account}. Default: ${DEFAULT_ROLE}.
# role: SecurityAudit
# externalId: an-external-id

# Only these regions. Default: every enabled one of each account. What stands elsewhere is unknown then.
# regions: [us-east-1, eu-west-1]

# What to build on, the later over the earlier: profiles (recommended, strict), frameworks, folders of your own, packs from npm.
# extends: [recommended]

# Rules on, off, how severe, and with which parameters. A pattern speaks of several; later entries win.
# rules:
#   'alarm.*': high
#   alarm.vpc-changes: off
#   logs.retention: { severity: high, params: { days: 400 } }

# The same for some subjects alone: by account, organizational unit, region, or tags of the account. The last that fits wins.
# overrides:
#   - match: { regions: [eu-*] }
#     rules: { logs.retention: { params: { days: 3653 } } }

# Only these rules.
# select: ['trail.*', alarm.root-usage]

# Only the rules that answer the controls of these frameworks, as they ask them, and a verdict for each control.
# frameworks: [cis-aws-foundations-5.0]

# Records that nobody needs to be told about, each with a reason that the report prints.
# excluding:
#   - events: s3.DeleteBucket
#     records: { userIdentity.arn: { like: 'arn:aws:sts::*:assumed-role/platform-cleanup/*' } }
#     because: the nightly cleanup deletes its own buckets

# Files with waivers: what is accepted although it does not pass, why, by whom and until when.
# waivers: [waivers.yaml]

# The least severity that closes the gate, and whether what could not be seen closes it.
# failOn: ${DEFAULT_GATE.failOn}
# unknown: ${DEFAULT_GATE.unknown}
`;
}
