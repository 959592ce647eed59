/** `alertsOn`: every event of a class, in every region where it can happen, reaches somebody. */
import { printRecords } from '../../languages/record-condition/index.ts';
import { burstOf } from '../../model/burst.ts';
import type { CheckContext, CheckWord } from '../../model/outcome.ts';
import type { Excluded, Proof } from '../../model/proof.ts';
import type { Reason } from '../../model/report.ts';
import type { Resource } from '../../model/resource.ts';
import type { Exclusion } from '../../model/rule.ts';
import { ordinaryOf } from '../../proof/alarm/everyday.ts';
import { endsAtProgram } from '../../proof/end.ts';
import { prove } from '../../proof/prove.ts';
import { pathsFromAlarms, pathsFromRules, readsOf } from '../ways.ts';
import type { Input } from './input.ts';
import { INPUT_SCHEMA, narrowed, readInput } from './input.ts';
import { inputMistakes } from './mistakes.ts';
import { inputVariants } from './variants.ts';

/** Relations from an account to its alarms. */
const TO_ALARMS = ['trails', 'logGroup', 'metricFilters', 'alarms'] as const;
const TO_LOG_ALARMS = ['trails', 'logGroup', 'logAlarms'] as const;
/** Every path from an account to those who are told: by way of alarms, and by EventBridge rules. */
const READS = readsOf([
  ...pathsFromAlarms(TO_ALARMS),
  ...pathsFromAlarms(TO_LOG_ALARMS),
  ...pathsFromRules(['eventRules']),
]);

export const alertsOn: CheckWord = {
  word: 'alertsOn',
  about:
    'Every event of the class, in every region where it can be recorded, reaches a confirmed subscriber: by a metric filter and its alarm, or by an EventBridge rule.',
  kinds: ['account'],
  schema: INPUT_SCHEMA,
  needs: () => ({
    relations: READS.relations,
    fields: ['trails.logging', 'trails.logsDeliveryError', 'trails.selectors', 'eventRules.targets', ...READS.fields],
  }),
  events: (input) => readInput(input).events,
  mistakes: inputMistakes,
  variants: inputVariants,
  check(subject, input, { world, events, exclusions }, at) {
    const asked = readInput(input);
    const proof = provenOf(asked, subject, { world, events, exclusions });
    const verdict = proof.truth === 'true' ? 'pass' : proof.truth === 'false' ? 'fail' : 'unknown';
    const gaps = proof.broken?.gaps ?? [];
    const reason: Reason = {
      verdict,
      text: proof.sentence,
      rule: at,
      resource: subject.id,
      expected: `somebody is told about ${asked.burst ? burstOf(asked.events.join(', '), asked.burst) : `every ${asked.events.join(', ')}`}`,
      ...(gaps.length > 0 ? { gaps } : {}),
    };
    return { verdict, reason, proof };
  },
};

/** The proof that decides over all classes: one that fails, else one that is not decided, else one that ends at a program. `region`: of that region alone. */
export function provenOf(
  { events: ids, reaches, burst, asOf, excluding }: Input,
  subject: Resource,
  { world, events, exclusions }: CheckContext,
  region?: string,
): Proof {
  const shared = exclusions.filter((each) => isOfAccount(each, subject.account));
  const accepted = ids.flatMap((id) => acceptedFor(id, excluding, shared));
  const proofs = ids.flatMap((id) => {
    const eventClass = events.get(id);
    if (!eventClass) return [];
    const own = accepted.filter((each) => each.events.includes(id));
    const place = { world, reaches, burst, ordinary: ordinaryOf(events) };
    return [prove(narrowed(eventClass, asOf, own), subject, place, region)];
  });
  const proof =
    proofs.find(({ truth }) => truth === 'false') ??
    proofs.find(({ truth }) => truth === 'unknown') ??
    proofs.find(({ routes: [nearest] }) => nearest && endsAtProgram(nearest)) ??
    proofs[0];
  if (!proof) throw new Error(`alertsOn names no event class that exists: ${ids.join(', ')}`);
  return accepted.length === 0 ? proof : { ...proof, excluded: told(accepted) };
}

/** A waiver may grant it for some accounts alone. */
export function isOfAccount({ waiver }: Exclusion, account: string): boolean {
  return waiver?.accounts === undefined || waiver.accounts.includes(account);
}

type Accepted = Exclusion & Pick<Excluded, 'by' | 'owner' | 'expires'>;

function acceptedFor(id: string, own: Input['excluding'], shared: readonly Exclusion[]): readonly Accepted[] {
  const events = [id];
  return [
    ...own.map((each) => ({ ...each, events, by: 'rule' as const })),
    ...shared.filter((each) => each.events.includes(id)).map((each) => ({ ...each, events, ...grantedBy(each) })),
  ];
}

/** Where an exclusion that stands in no rule stands, and who answers for it. */
export function grantedBy({ waiver }: Exclusion): Pick<Excluded, 'by' | 'owner' | 'expires'> {
  if (!waiver) return { by: 'configuration' };
  const { owner, expires } = waiver;
  return { by: 'waiver', ...(owner === undefined ? {} : { owner }), ...(expires === undefined ? {} : { expires }) };
}

/** What a rule, a waiver or the configuration leaves out is said once for all classes that it is left out of. */
function told(accepted: readonly Accepted[]): readonly Excluded[] {
  const found = new Map<string, Excluded>();
  for (const { events, records: condition, because, by, owner, expires } of accepted) {
    const grant = { by, ...(owner === undefined ? {} : { owner }), ...(expires === undefined ? {} : { expires }) };
    const records = printRecords(condition);
    const key = JSON.stringify([records, because, grant]);
    const before = found.get(key)?.events ?? [];
    found.set(key, { events: [...new Set([...before, ...events])], records, because, ...grant });
  }
  return [...found.values()];
}
