/** Whole trips as data: what an account holds, and what is said of it. Every case is an account of its own in one snapshot. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { LinkName } from '../../src/model/proof.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import type { Value } from '../../src/model/value.ts';
import { snapshotOf } from '../proof/healthy.ts';

export interface Expected {
  readonly verdict: 'pass' | 'fail' | 'unknown';
  /** The first link that does not hold. */
  readonly broken?: LinkName;
  /** Texts that the message holds, each of them. */
  readonly says?: string | readonly string[];
  /** The fields that set the counterexample apart, all of them. */
  readonly differs?: readonly string[];
  /** Why records were left out. */
  readonly excluded?: string;
}

export interface Case {
  readonly file: string;
  readonly name: string;
  readonly rule: string;
  /** The account it is about. */
  readonly account: string;
  readonly given: Readonly<Record<string, Value>>;
  readonly expect: Expected;
}

/** A chain that tells of every deleted bucket: a case says only what is different in it. */
const WHOLE = {
  trails: [{ name: 'main', logGroup: 'trail-logs' }],
  logGroups: [{ name: 'trail-logs' }],
  metricFilters: [{ pattern: '{ ($.eventSource = "s3.amazonaws.com") && ($.eventName = "DeleteBucket") }' }],
  alarms: [{ topics: ['security'] }],
  topics: [{ name: 'security' }],
  subscriptions: [{ topic: 'security' }],
} as const;

/** Ids that a case uses for its own accounts; each case has others in the snapshot. */
const OWN = ['111122223333', '444455556666'] as const;

interface Written {
  readonly name: string;
  readonly rule?: string;
  readonly given: Case['given'];
  readonly expect: Expected | Expected['verdict'];
}

const folder = fileURLToPath(new URL('.', import.meta.url));

/** Every case of every file of this folder. */
export function readCases(): readonly Case[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  const all = files.flatMap((file) => {
    const cases = parse(readFileSync(`${folder}${file}`, 'utf8'), { merge: true }) as readonly Written[];
    return cases.map((each) => ({ file, ...each }));
  });
  return all.map(({ file, name, rule = 'alarm.s3-bucket-deleted', given, expect }, index) => ({
    file,
    name,
    rule,
    account: idOf(index, 0),
    given: { ...WHOLE, ...given },
    expect: typeof expect === 'string' ? { verdict: expect } : expect,
  }));
}

function idOf(index: number, which: number): string {
  return String(100_000_000_000 + index * OWN.length + which);
}

/** All cases side by side, as one run over many accounts would have seen them. */
export function snapshotOfCases(cases: readonly Case[]): Snapshot {
  const all = cases.map(({ given }, index) => moved(snapshotOf(given), index));
  const [first] = all;
  if (!first) throw new Error('there are no cases');
  return {
    ...first,
    scope: { ...first.scope, accounts: all.flatMap(({ scope }) => scope.accounts) },
    resources: all.flatMap(({ resources }) => resources),
    gaps: all.flatMap(({ gaps }) => gaps),
    coverage: all.flatMap(({ coverage }) => coverage),
    holes: all.flatMap(({ holes }) => holes),
  };
}

/** With account ids of its own, wherever they stand. */
function moved(snapshot: Snapshot, index: number): Snapshot {
  const text = OWN.reduce((so, id, which) => so.replaceAll(id, idOf(index, which)), JSON.stringify(snapshot));
  return JSON.parse(text) as Snapshot;
}
