/** Whether anybody is told of an event class, or of one record, in each account looked at: what `alertsOn` proves, asked without a rule. */
import { meets, printRecords } from '../../languages/record-condition/index.ts';
import type { Burst } from '../../model/burst.ts';
import { UsageError } from '../../model/errors.ts';
import type { CheckContext } from '../../model/outcome.ts';
import type { Excluded, Proof } from '../../model/proof.ts';
import type { Gap, Resource } from '../../model/resource.ts';
import type { CloudTrailRecord } from '../../model/value.ts';
import { called, enumerate, happened } from '../../model/words.ts';
import type { World } from '../../model/world.ts';
import { ordinaryOf } from '../../proof/alarm/everyday.ts';
import type { Reaches } from '../../proof/prove.ts';
import { onlyRegionOf } from '../../proof/prove.ts';
import { proveRecord } from '../../proof/record.ts';
import { grantedBy, isOfAccount, provenOf } from './index.ts';
import { inputMistakes } from './mistakes.ts';

/** What is asked. Account and region of a record are read from it unless they are given here. */
export interface Question {
  /** Id of an event class, or a record as it was recorded. */
  readonly event: string | CloudTrailRecord;
  readonly reaches: Reaches;
  /** Only events that the benchmark named by this version; null: the newest. */
  readonly asOf: string | null;
  /** Where one event is not worth telling. */
  readonly burst?: Burst | undefined;
  /** This account alone. */
  readonly account?: string;
  /** As if it could happen in this region alone. */
  readonly region?: string;
}

/** The answer for one account. */
export interface Told {
  /** 12 digits. */
  readonly account: string;
  /** The name people use; the id where there is none. */
  readonly name: string;
  readonly proof: Proof;
  /** What its links could not read. */
  readonly gaps: readonly Gap[];
}

type Prove = (account: Resource) => Proof;
type Asked = Pick<Proof, 'events' | 'burst'>;

/** In the order of account ids. @throws UsageError where the question makes no sense here */
export function toldOf(question: Question, context: CheckContext): readonly Told[] {
  const { event } = question;
  const isClass = typeof event === 'string';
  const wanted = question.account ?? (isClass ? undefined : placeOf(event, 'recipientAccountId', '--account'));
  const prove = isClass ? ofClass(event, question, context) : ofRecord(event, question, context);
  const { resources, unlisted } = context.world.population('account');
  const name = nameOf(event);
  const asked = { events: name, ...(question.burst ? { burst: question.burst } : {}) };
  const isWanted = ({ account }: { readonly account: string }) => wanted === undefined || account === wanted;
  checkRegion(question.region, resources.filter(isWanted), context.world);
  const answers = [
    ...resources.filter(isWanted).map((account) => seen(account, asked, prove, context.world)),
    ...unlisted
      .filter(isWanted)
      .map(({ account, gap }) => ({ account, name: account, ...unseen(asked, `account ${account}`, gap) })),
  ];
  if (answers.length === 0) throw new UsageError(elsewhere(wanted, context.world));
  return answers.toSorted((one, other) => (one.account < other.account ? -1 : 1));
}

/** Of a region that is asked for by name it must be known that it is there: what nobody looked at is not told. */
function checkRegion(region: string | undefined, accounts: readonly Resource[], world: World): void {
  const names = accounts.map((account) => world.field(account, 'regionNames'));
  if (region === undefined || names.length === 0) return;
  if (names.some((datum) => !datum.known || !Array.isArray(datum.value))) return;
  const known = [...new Set(names.flatMap((datum) => (datum.known ? (datum.value as readonly string[]) : [])))].sort();
  if (known.includes(region)) return;
  throw new UsageError(
    `region ${region} is not among those looked at (${enumerate(known)}). Name one of them with --region.`,
  );
}

function elsewhere(wanted: string | undefined, { snapshot }: World): string {
  const { accounts } = snapshot.scope;
  if (wanted === undefined || accounts.length === 0) return 'no account was looked at, so there is nothing to prove.';
  return `account ${wanted} is not among those looked at (${enumerate(accounts)}). Name one of them with --account.`;
}

function ofClass(id: string, { reaches, burst, asOf, region }: Question, context: CheckContext): Prove {
  const [mistake] = inputMistakes({ events: id, reaches, ...(asOf === null ? {} : { asOf }) }, context.events);
  if (mistake) {
    throw new UsageError(`${mistake.message}${mistake.hint === undefined ? '' : ` (${mistake.hint})`}.`);
  }
  const eventClass = context.events.get(id);
  const only = eventClass ? onlyRegionOf(eventClass, context.world) : null;
  if (region !== undefined && only !== null && region !== only) {
    throw new UsageError(`${id} is recorded in ${only} alone, not in ${region}. Leave out --region.`);
  }
  return (account) => provenOf({ events: [id], reaches, burst, asOf, excluding: [] }, account, context, region);
}

/** An exclusion of the configuration or of a waiver is told where it speaks of this record. */
function ofRecord(record: CloudTrailRecord, question: Question, context: CheckContext): Prove {
  const region = question.region ?? placeOf(record, 'awsRegion', '--region');
  const classes = [...context.events.values()].filter(({ ordinary, records }) => !ordinary && meets(records, record));
  const siblings = classes.flatMap(({ samples }) => samples.map((sample) => sample.record));
  const ids = classes.map(({ id }) => id);
  const excludedIn = (account: string) =>
    context.exclusions.flatMap((exclusion): readonly Excluded[] => {
      const { events, records, because } = exclusion;
      const own = events.filter((id) => ids.includes(id));
      if (own.length === 0 || !isOfAccount(exclusion, account) || !meets(records, record)) return [];
      return [{ events: own, records: printRecords(records), because, ...grantedBy(exclusion) }];
    });
  const { reaches, burst } = question;
  return (account) => {
    const excluded = excludedIn(account.id);
    const proof = proveRecord(
      record,
      { account, region, reaches, burst, world: context.world, ordinary: ordinaryOf(context.events) },
      siblings,
    );
    return excluded.length > 0 ? { ...proof, excluded } : proof;
  };
}

function placeOf(record: CloudTrailRecord, field: 'recipientAccountId' | 'awsRegion', option: string): string {
  const value = record[field];
  if (typeof value === 'string') return value;
  throw new UsageError(`the record of ${nameOf(record)} has no ${field}. Say where it happened with ${option}.`);
}

function nameOf(event: Question['event']): string {
  if (typeof event === 'string') return event;
  return typeof event['eventName'] === 'string' ? event['eventName'] : 'event';
}

/** What others say of it (an organization's trail) is no proof for an account that could not be looked at. */
function seen(account: Resource, asked: Asked, prove: Prove, world: World): Told {
  const { id, name } = account;
  const blind = world.unreadable(id);
  if (blind) return { account: id, name, ...unseen(asked, called(account), blind) };
  const proof = prove(account);
  const ids = new Set(proof.routes.flatMap(({ links }) => links.flatMap(({ gaps = [] }) => gaps)));
  return { account: id, name, proof, gaps: [...ids].flatMap((gap) => world.gap(gap) ?? []) };
}

function unseen(asked: Asked, what: string, gap: Gap): Pick<Told, 'proof' | 'gaps'> {
  const sentence = `nothing of ${what} could be read: ${happened(gap)}`;
  const broken = { link: 'trail', truth: 'unknown', sentence, gaps: [gap.id] } as const;
  const routes = [{ type: 'metricFilter', truth: 'unknown', links: [broken] }] as const;
  return { proof: { ...asked, truth: 'unknown', sentence, regions: [], routes, broken }, gaps: [gap] };
}
