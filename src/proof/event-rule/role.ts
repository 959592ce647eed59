/** May an EventBridge rule act as its execution role, and may that do what the rule wants? By whom the role trusts, and by its own policies. */
import { centralRegion, parseArn } from '../../model/arn.ts';
import type { Link } from '../../model/proof.ts';
import type { Gap, Resource } from '../../model/resource.ts';
import type { Value } from '../../model/value.ts';
import type { Truth } from '../../model/verdict.ts';
import type { World } from '../../model/world.ts';
import { sentByEventBridge } from '../condition-keys.ts';
import { no, undecided, unread, unreadField, yes } from '../link.ts';
import type { Effects } from '../resource-policy.ts';
import { answerOf, effectsOf } from '../resource-policy.ts';

/** What a rule wants to do as its role. */
export interface Deed {
  /** `events:PutEvents`. */
  readonly action: string;
  /** The topic or event bus. */
  readonly resource: Resource;
  /** Whether its policy lets the role do it: in one account that may be enough ("Cross-account policy evaluation logic"). */
  readonly granted: Truth;
}

export function roleLink(world: World, rule: Resource, arn: string, deed: Deed): Link {
  const { account = '', partition = '' } = parseArn(arn) ?? {};
  const as = `EventBridge rule ${rule.name} sends there as the role ${arn}`;
  // "This execution role must be in the same account as the event bus" ("Sending events to an AWS service in another account").
  if (account !== rule.account) {
    return undecided('target', `${as}, and whether it can act as a role of another account is not decided`, rule);
  }
  const role = world.resource('role', arn);
  if (!role) {
    const gap = world.missing({ kind: 'role', account, region: centralRegion(partition), within: arn });
    return gap ? unread('target', `role ${arn}`, gap, rule) : no('target', `${as}, which does not exist`, rule);
  }
  const links = [trusting(world, role), allowing(world, role, deed)];
  const broken = links.find((link) => link?.truth === 'false') ?? links.find((link) => link !== null);
  return broken ?? yes('target', `role ${role.name} trusts EventBridge and may ${deed.action} there`, role);
}

/** Null where EventBridge may act in its name. What it says of the rule meanwhile (`aws:SourceArn`) is documented for event buses alone. */
function trusting(world: World, role: Resource): Link | null {
  const hidden = unreadField(world, 'target', role, ['trust']);
  if (hidden) return hidden;
  const who = { service: 'events.amazonaws.com' };
  const asked = { who, sent: sentByEventBridge, action: 'sts:AssumeRole', resource: null };
  const answer = answerOf(String(role.fields['trust']), asked);
  const policy = `the trust policy of role ${role.name}`;
  switch (answer) {
    case 'allows':
      return null;
    case 'denies':
      return no('target', `${policy} denies EventBridge to act as it`, role);
    case 'silent':
      return no('target', `${policy} does not let EventBridge act as it`, role);
    case 'mayAllow':
    case 'mayDeny': {
      const sentence = `whether ${policy} lets EventBridge act as it depends on conditions that are not decided here`;
      return undecided('target', sentence, role);
    }
    case 'unreadable':
      return undecided('target', `${policy} is not JSON that could be read`, role);
    default:
      return answer satisfies never;
  }
}

/** Null where it certainly may. Policies of the organization (SCPs) are not read. */
function allowing(world: World, role: Resource, deed: Deed): Link | null {
  const { action, resource } = deed;
  const { policies, gap, lost } = policiesOf(world, role);
  if (gap) return unread('target', `the policies of role ${role.name}`, gap, role);
  if (lost !== undefined) {
    return undecided('target', `role ${role.name} has the policy ${lost}, and what that says is not known`, role);
  }
  const hidden = unreadField(world, 'target', role, ['boundary']);
  const effects = effectsOf(policies, { who: 'holder', sent: () => undefined, action, resource: resource.id });
  if (!effects) return undecided('target', `a policy of role ${role.name} is not JSON that could be read`, role);
  const link = byPolicies(role, deed, effects);
  if (link?.truth === 'false') return link;
  if (hidden) return hidden;
  const { boundary } = role.fields;
  if (boundary === null) return link;
  const sentence = `role ${role.name} has the permissions boundary ${String(boundary)}, and whether that lets it ${action} is not read`;
  return undecided('target', sentence, role);
}

interface Policies {
  readonly policies: readonly string[];
  /** Why there may be more. */
  readonly gap?: Gap;
  /** ARN of one that is attached and was not found: it may deny, or allow. */
  readonly lost?: string | undefined;
}

/** Its own ones and those attached to it. */
function policiesOf(world: World, role: Resource): Policies {
  const own = world.field(role, 'policies');
  if (!own.known) return { policies: [], gap: own.gap };
  const { resources, gaps } = world.related(role, 'attachedPolicies');
  const [gap] = gaps;
  if (gap) return { policies: [], gap };
  const named = listOf(role.fields['attached']);
  const lost = named.find((arn) => resources.every(({ id }) => id !== arn));
  const attached = resources.map((each) => String(each.fields['policy']));
  return { policies: [...listOf(own.value), ...attached], lost };
}

function listOf(value: Value | undefined): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function byPolicies(role: Resource, { action, resource, granted }: Deed, { allow, deny }: Effects): Link | null {
  const what = `role ${role.name} ${action} on ${resource.id}`;
  if (deny === 'true') return no('target', `a policy denies ${what}`, role);
  const isGranted = resource.account === role.account && granted !== 'false';
  if (allow === 'false' && !isGranted) return no('target', `no policy allows ${what}`, role);
  if (allow === 'true' && deny === 'false') return null;
  const sentence =
    allow === 'false'
      ? `no policy of role ${role.name} allows it ${action} on ${resource.id}, and whether the policy there is enough is not decided`
      : `whether the policies of role ${role.name} allow it ${action} on ${resource.id} depends on conditions that are not decided here`;
  return undecided('target', sentence, role);
}
