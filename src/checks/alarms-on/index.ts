/** `alarmsOn`: a metric of the subject has an alarm that is raised where it should be and reaches somebody. */
import type { CheckContext, CheckWord, Outcome } from '../../model/outcome.ts';
import type { Reason } from '../../model/report.ts';
import type { Gap, Resource } from '../../model/resource.ts';
import type { Value } from '../../model/value.ts';
import { isObject } from '../../model/value.ts';
import { called, enumerate, lead, spoken as spokenOf } from '../../model/words.ts';
import { ordinaryOf } from '../../proof/alarm/everyday.ts';
import type { Reported } from '../../proof/alarm/reported.ts';
import { dimensionsOf } from '../../proof/alarm/watched.ts';
import type { Chain } from '../../proof/chain.ts';
import type { ToldOfMetric } from '../../proof/reported.ts';
import { toldOfMetric } from '../../proof/reported.ts';
import { pathsFromAlarms, pathsFromRules, readsOf } from '../ways.ts';
import type { Input } from './input.ts';
import { demandOf, INPUT_SCHEMA, readInput } from './input.ts';
import { inputMistakes, OWN_METRIC } from './mistakes.ts';
import { inputVariants } from './variants.ts';

/** By the actions of alarms and of composite alarms, and by rules to which changes of their state are given. */
const READS = readsOf([...pathsFromAlarms(['alarms']), ...pathsFromRules(['alarms', 'eventRules'])]);

export const alarmsOn: CheckWord = {
  word: 'alarmsOn',
  about:
    'A metric of the subject is watched by an alarm on exactly that metric, which is raised on the side and at the threshold that is asked for, and reaches a confirmed subscriber.',
  kinds: ['instance', 'function', 'database', 'loadBalancer', 'autoScalingGroup', ...OWN_METRIC],
  schema: INPUT_SCHEMA,
  needs: (input) => ({
    relations: READS.relations,
    fields: [...READS.fields, 'alarms.eventRules.targets', ...fieldsOf(readInput(input))],
  }),
  mistakes: (input, _, subject) => inputMistakes(input, subject),
  variants: inputVariants,
  check(subject, input, context, at) {
    const asked = readInput(input);
    const demand = demandOf(asked, at);
    const reported = reportedOf(asked, subject, context);
    if ('text' in reported) return outcome(reported, { rule: at, resource: subject.id });
    const where = { world: context.world, ordinary: ordinaryOf(context.events), reaches: asked.reaches };
    const told = toldOfMetric(where, subject, reported, demand);
    const threshold = demand.threshold ? ` of ${demand.threshold.wanted}` : '';
    const already = demand.raisedAt === null ? '' : `, and at ${demand.raisedAt} already`;
    const expected = `somebody is told when ${reported.spoken} is ${asked.when} a threshold${threshold}${already}`;
    const said = outcome(saidOf(told, reported), { rule: at, resource: subject.id, expected });
    return said.verdict === 'fail' ? { ...said, broken: told.ways[0]?.length ?? 1 } : said;
  },
};

type Said = Pick<Reason, 'verdict' | 'text' | 'gaps'>;

function outcome(said: Said, rest: Omit<Reason, 'verdict' | 'text' | 'gaps'>): Outcome {
  return { verdict: said.verdict, reason: { ...said, ...rest } };
}

function fieldsOf({ dimensions }: Input): readonly string[] {
  return Object.values(dimensions).flatMap((each) => (typeof each === 'string' ? [] : [each.field]));
}

/** The metric that is asked about; or what can be said already, where it has none or its dimensions are not known. */
function reportedOf(asked: Input, subject: Resource, { world }: CheckContext): Reported | Said {
  const { account, region, kind } = subject;
  if (OWN_METRIC.includes(kind)) return ownMetric(subject, world);
  const dimensions: Record<string, Value> = {};
  for (const [name, dimension] of Object.entries(asked.dimensions)) {
    if (typeof dimension === 'string') {
      dimensions[name] = dimension;
      continue;
    }
    const datum = world.field(subject, dimension.field);
    if (!datum.known) return notRead(`${dimension.field} of ${called(subject)}`, datum.gap);
    if (datum.value === null) {
      return {
        verdict: 'fail',
        text: `${called(subject)} has no ${dimension.field}, so ${asked.metric} is not reported of it`,
      };
    }
    dimensions[name] = datum.value;
  }
  const { namespace, metric } = asked;
  const spoken =
    Object.keys(dimensions).length === 0
      ? `${metric} of all ${spokenOf(kind)}s together`
      : `${metric} of ${called(subject)}`;
  return { account, region, namespace: namespace ?? '', name: metric ?? '', dimensions, spoken };
}

function ownMetric(subject: Resource, world: CheckContext['world']): Reported | Said {
  const { account, region, fields } = subject;
  const [nameField, spoken] =
    subject.kind === 'metric' ? ['name', called(subject)] : ['metricName', `the metric of ${called(subject)}`];
  for (const field of ['namespace', nameField, 'dimensions']) {
    const datum = world.field(subject, field);
    if (!datum.known) return notRead(`${field} of ${called(subject)}`, datum.gap);
  }
  const dimensions = isObject(fields['dimensions']) ? fields['dimensions'] : {};
  const published = subject.kind === 'metricFilter' ? dimensionsOf(subject) : [];
  if (published.length > 0) {
    const text = `${called(subject)} publishes a metric for each value of ${enumerate(published)}, and whether all of them are watched is not decided`;
    return { verdict: 'unknown', text };
  }
  return {
    account,
    region,
    namespace: String(fields['namespace']),
    name: String(fields[nameField]),
    dimensions,
    spoken,
  };
}

function notRead(what: string, gap: Gap): Said {
  return { verdict: 'unknown', text: `${what} could not be read (${lead(gap)})`, gaps: [gap.id] };
}

function saidOf({ truth, ways }: ToldOfMetric, { spoken }: Reported): Said {
  const [nearest = []] = ways;
  const broken = nearest.find((link) => link.truth !== 'true');
  if (truth === 'true' || !broken) return { verdict: 'pass', text: sentences(nearest) };
  const gaps = broken.gaps ?? [];
  const isAlone = broken.sentence.startsWith('no alarm watches');
  const start =
    truth === 'false' ? `nobody is told of ${spoken}` : `whether somebody is told of ${spoken} is not known`;
  return {
    verdict: truth === 'false' ? 'fail' : 'unknown',
    text: isAlone ? broken.sentence : `${start}: ${broken.sentence}`,
    ...(gaps.length > 0 ? { gaps } : {}),
  };
}

/** The alarm, and who is told in the end. */
function sentences(way: Chain): string {
  const [first, ...rest] = way.map(({ sentence }) => sentence);
  const last = rest.at(-1);
  return last === undefined ? String(first) : `${first}, and ${last}`;
}
