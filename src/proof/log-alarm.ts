/** From a log group to the person who is told by way of a log alarm, which a scheduled query raises, or of Contributor Insights: what they find is not decided. */
import { insightRuleIn } from '../languages/metric-math/index.ts';
import type { Link } from '../model/proof.ts';
import type { Resource } from '../model/resource.ts';
import { actionsOf } from './action.ts';
import { asEvaluated } from './alarm/evaluated.ts';
import type { Chain, Question } from './chain.ts';
import { foundOnce } from './found.ts';
import { undecided, unread, unreadField, yes } from './link.ts';
import { throughComposites } from './notification.ts';

type Where = Pick<Question, 'world' | 'reaches' | 'ordinary' | 'burst'>;

const known = foundOnce<readonly Chain[]>();

/** Every way on through an alarm on a query of the log group, which may be of any class. */
export function throughLogAlarms(where: Where, group: Resource): readonly Chain[] {
  return known(where, `${where.reaches} ${group.id}`, () => {
    const { resources, gaps } = where.world.related(group, 'logAlarms');
    const receives = yes('logGroup', `log group ${group.name} receives it`, group);
    const ways = [
      ...resources.flatMap((alarm) => throughLogAlarm(where, group, alarm)),
      ...gaps.map((gap): Chain => [unread('alarm', `the log alarms on log group ${group.name}`, gap, group)]),
    ];
    return ways.map((links) => [receives, ...links]);
  });
}

function throughLogAlarm(where: Where, group: Resource, alarm: Resource): readonly Chain[] {
  const finds = unreadField(where.world, 'alarm', alarm, ['query']) ?? queries(group, alarm);
  const found = asEvaluated(where.world, alarm, finds);
  if (found.truth === 'false') return [[found]];
  const byComposites = throughComposites(where, { alarm, beside: new Set() });
  const rests = [...actionsOf(where, alarm, byComposites.length > 0), ...byComposites];
  return rests.map((rest) => [found, ...rest]);
}

function queries(group: Resource, alarm: Resource): Link {
  const rule = insightRuleIn(alarm.fields['metrics']);
  if (rule !== null) {
    const finds = `alarm ${alarm.name} compares what the Contributor Insights rule ${rule} finds`;
    return undecided('alarm', `${finds}, and whether that looks at log group ${group.name} is not decided`, alarm);
  }
  const query = String(alarm.fields['query']);
  const sentence = `log alarm ${alarm.name} queries log group ${group.name} (${query}), and whether that finds it and the alarm is raised is not decided`;
  return undecided('alarm', sentence, alarm);
}
