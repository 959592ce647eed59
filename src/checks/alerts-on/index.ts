/** `alertsOn`: every event of a class, in every region where it can happen, reaches somebody. */
import type { CheckWord } from '../../model/outcome.ts';
import type { Reason } from '../../model/report.ts';
import { prove } from '../../proof/prove.ts';
import { INPUT_SCHEMA, inputMistakes, narrowed, readInput } from './input.ts';

/** Relations from an account to those who are told. */
const CHAIN = ['trails', 'logGroup', 'metricFilters', 'alarms', 'topics', 'subscriptions'] as const;

export const alertsOn: CheckWord = {
  word: 'alertsOn',
  about:
    'Every event of the class, in every region where it can be recorded, is matched by a metric filter whose alarm reaches a confirmed subscriber.',
  kinds: ['account'],
  schema: INPUT_SCHEMA,
  needs: () => ({
    relations: CHAIN.map((_, length) => CHAIN.slice(0, length + 1).join('.')),
    fields: ['trails.logging', 'trails.logsDeliveryError', 'trails.selectors'],
  }),
  mistakes: inputMistakes,
  check(subject, input, { world, events, exclusions }, at) {
    const { events: ids, reaches, asOf, excluding } = readInput(input);
    const proofs = ids.flatMap((id) => {
      const eventClass = events.get(id);
      if (!eventClass) return [];
      const accepted = [...excluding, ...exclusions.filter((each) => each.events.includes(id))];
      const proof = prove(narrowed(eventClass, asOf, accepted), subject, world, reaches);
      return accepted.length === 0 ? [proof] : [{ ...proof, excluded: accepted.map(({ because }) => because) }];
    });
    const proof =
      proofs.find((candidate) => candidate.truth === 'false') ??
      proofs.find((candidate) => candidate.truth === 'unknown') ??
      proofs[0];
    if (!proof) throw new Error(`alertsOn names no event class that exists: ${ids.join(', ')}`);
    const verdict = proof.truth === 'true' ? 'pass' : proof.truth === 'false' ? 'fail' : 'unknown';
    const gaps = proof.broken?.gaps ?? [];
    const reason: Reason = {
      verdict,
      text: proof.sentence,
      rule: at,
      resource: subject.id,
      expected: `somebody is told about every ${ids.join(', ')}`,
      ...(gaps.length > 0 ? { gaps } : {}),
    };
    return { verdict, reason, proof };
  },
};
