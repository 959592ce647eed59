/** Whether CloudWatch evaluates an alarm: what it says against that, and snapshots in which nobody asked. */
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import type { Value } from '../../../src/model/value.ts';
import { HEALTHY, proofOf, snapshotOf } from '../healthy.ts';

const given = (evaluation: Readonly<Record<string, Value>>) => ({
  ...HEALTHY,
  alarms: [{ name: 'deleted', topics: ['security'], ...evaluation }],
});

function withoutEvaluation(snapshot: Snapshot): Snapshot {
  const resources = snapshot.resources.map((resource) => {
    const { evaluationState: _, evaluationReason: __, ...fields } = resource.fields;
    return { ...resource, fields };
  });
  return { ...snapshot, resources };
}

describe('the evaluation of an alarm', () => {
  it('is in order where nothing is said against it', () => {
    expect(proofOf(snapshotOf(given({}))).truth).toBe('true');
  });

  it('is taken to be in order in snapshots of earlier versions, in which nothing is said of it', () => {
    expect(proofOf(snapshotOf(given({}), withoutEvaluation)).truth).toBe('true');
  });

  it('is not known where it was asked for in vain', () => {
    const { truth, broken } = proofOf(snapshotOf(given({ evaluationState: '$denied' })));
    expect([truth, broken?.gaps?.length]).toEqual(['unknown', 1]);
  });

  it('is broken by an error in the configuration alone, and the reason is told as CloudWatch tells it', () => {
    const proof = (evaluationState: string) => proofOf(snapshotOf(given({ evaluationState, evaluationReason: 'why' })));
    const found = ['EVALUATION_ERROR', 'EVALUATION_FAILURE', 'PARTIAL_DATA', 'IN_WARM_UP', 'ELSE'].map(proof);
    expect(found.map(({ truth }) => truth)).toEqual(['false', 'unknown', 'unknown', 'unknown', 'unknown']);
    for (const { broken } of found)
      expect(broken).toMatchObject({ link: 'alarm', sentence: expect.stringMatching(/: why$/) });
  });

  it('may be in trouble for a moment, and that does not hide what else keeps it from being raised', () => {
    const { truth, broken } = proofOf(snapshotOf(given({ evaluationState: 'IN_WARM_UP', threshold: 2 })));
    expect([truth, broken?.sentence]).toEqual(['false', 'one event gives Sum 1, but alarm deleted wants >= 2']);
    const both = proofOf(snapshotOf(given({ evaluationState: 'EVALUATION_ERROR', threshold: 2 })));
    expect(both.broken?.sentence).toBe('one event gives Sum 1, but alarm deleted wants >= 2');
  });

  it('is named where it is certainly not in order and nothing else is certain', () => {
    const changes = { statistic: 'tm90', evaluationState: 'EVALUATION_ERROR' };
    expect(proofOf(snapshotOf(given(changes))).truth).toBe('false');
    const unsure = { statistic: 'tm90', evaluationState: 'PARTIAL_DATA' };
    expect(proofOf(snapshotOf(given(unsure))).broken?.sentence).toMatch(/the statistic tm90/);
  });
});
