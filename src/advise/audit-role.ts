/** The role that an audit assumes in each account, with the least permissions: as a CloudFormation template for a StackSet, or as Terraform. */
import type { Permission } from './iam-policy.ts';

/** Beside it an external id: whoever is talked into naming this role cannot use it without. */
const ROLE_NAME = 'trailproof-audit';

const EXTERNAL_ID = '[\\w+=,.@:/-]{2,1224}';

/** A template of one stack, or of a StackSet with service-managed permissions. */
export function roleInCloudFormation(permissions: readonly Permission[]): string {
  return `# The role that trailproof assumes in each account: it reads what the selected rules ask for, and nothing else.
# As a StackSet it reaches every account of an organization, also those to come; one region is enough, since roles are global. A StackSet with
# service-managed permissions leaves out the management account: make a stack there. Both need CAPABILITY_NAMED_IAM.
AWSTemplateFormatVersion: '2010-09-09'
Description: Role for audits with trailproof, read-only
Parameters:
  TrustedPrincipal:
    Type: String
    Description: 'Who may assume it: the ARN of the role that runs trailproof, or of an account (arn:aws:iam::111122223333:root)'
    AllowedPattern: '^arn:aws[a-z-]*:iam::\\d{12}:(root|(role|user)/.+)$'
  ExternalId:
    Type: String
    Description: What has to be given with --external-id
    AllowedPattern: '^${EXTERNAL_ID}$'
    NoEcho: true
  RoleName:
    Type: String
    Description: What has to be given with --role
    Default: ${ROLE_NAME}
Resources:
  AuditRole:
    Type: AWS::IAM::Role
    Properties:
      RoleName: !Ref RoleName
      Description: Assumed by trailproof to read what its rules ask for
      MaxSessionDuration: 3600
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
            Principal:
              AWS: !Ref TrustedPrincipal
            Action: sts:AssumeRole
            Condition:
              StringEquals:
                sts:ExternalId: !Ref ExternalId
      Policies:
        - PolicyName: trailproof-reads
          PolicyDocument:
            Version: '2012-10-17'
            Statement:
              - Sid: TrailproofReads
                Effect: Allow
                Action:
${permissions.map(({ action }) => `                  - ${action}\n`).join('')}                Resource: '*'
Outputs:
  RoleArn:
    Description: The role of this account
    Value: !GetAtt AuditRole.Arn
`;
}

/** A module for one account. */
export function roleInTerraform(permissions: readonly Permission[]): string {
  return `# The role that trailproof assumes in each account: it reads what the selected rules ask for, and nothing else.
variable "trusted_principal" {
  description = "Who may assume it: the ARN of the role that runs trailproof, or of an account (arn:aws:iam::111122223333:root)"
  type        = string

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:iam::\\\\d{12}:(root|(role|user)/.+)$", var.trusted_principal))
    error_message = "The ARN of a role, of a user, or of an account."
  }
}

variable "external_id" {
  description = "What has to be given with --external-id"
  type        = string
  sensitive   = true

  validation {
    condition     = can(regex("^${EXTERNAL_ID.replaceAll('\\', '\\\\')}$", var.external_id))
    error_message = "At least two letters, digits or characters of +=,.@:/-_ as IAM takes them."
  }
}

variable "role_name" {
  description = "What has to be given with --role"
  type        = string
  default     = "${ROLE_NAME}"
}

resource "aws_iam_role" "audit" {
  name                 = var.role_name
  description          = "Assumed by trailproof to read what its rules ask for"
  max_session_duration = 3600

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = var.trusted_principal }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "sts:ExternalId" = var.external_id } }
    }]
  })
}

resource "aws_iam_role_policy" "reads" {
  name = "trailproof-reads"
  role = aws_iam_role.audit.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid    = "TrailproofReads"
      Effect = "Allow"
      Action = [
${permissions.map(({ action }) => `        "${action}",\n`).join('')}      ]
      Resource = "*"
    }]
  })
}

output "role_arn" {
  description = "The role of this account"
  value       = aws_iam_role.audit.arn
}
`;
}
