/** What to do about a problem, in a sentence: for a broken chain by its link, for what was not seen by its cause, else by the rule. */
import type { LinkName } from '../model/proof.ts';
import type { ReportRule } from '../model/report.ts';
import { stepOf } from './causes.ts';
import type { Problem } from './problems.ts';

/** How a link is mended. The rule's own remediation says how to build the whole chain. */
const BY_LINK: Readonly<Record<LinkName, string>> = {
  trail: 'Start a trail that records every region, or let this one do so.',
  selectors: 'Let the trail record read and write management events and leave no source out.',
  delivery: 'Give the trail a log group, and a role that may write to it.',
  logGroup: 'Point the trail to a log group that exists and is of class STANDARD.',
  metricFilter: 'Add a metric filter that matches the event, or change the pattern of this one so that it does.',
  alarm: 'Put an alarm on exactly the metric of the filter that one event raises: Sum, at least 1, one datapoint.',
  action: 'Switch the actions of the alarm on, and let it publish to a topic.',
  topic: 'Name a topic that exists in the same region, and let its policy and key admit who publishes to it.',
  subscription: 'Subscribe somebody to the topic, and confirm the subscription.',
  eventRule:
    'Let an enabled EventBridge rule match the event, on the default bus of the region where it is recorded, and on every event bus that it is passed on to.',
  eventBus: 'Name an event bus that exists, and let its policy admit the account or the role that sends there.',
  target: 'Give the EventBridge rule a target that reaches somebody.',
};

/** '' where nobody has written down what to do. */
export function remedyFor({ findings, causes }: Problem, rules: ReadonlyMap<string, ReportRule>): string {
  const [finding] = findings;
  const [cause] = causes;
  if (!finding) return '';
  if (cause) return stepOf(cause);
  const broken = finding.proof?.broken;
  return broken ? BY_LINK[broken.link] : firstSentence(rules.get(finding.ruleId)?.remediation ?? '');
}

/** Full stops inside `code` end no sentence. */
export function firstSentence(text: string): string {
  let isCode = false;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '`') isCode = !isCode;
    if (!isCode && text[at] === '.' && /^\.\s+[A-Z`]/.test(text.slice(at, at + 4))) return text.slice(0, at + 1);
  }
  return text;
}
