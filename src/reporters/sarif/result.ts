/** A finding as a SARIF result. */
import type { Message, Result } from 'sarif';
import type { Proof } from '../../model/proof.ts';
import type { Finding, ReportRule } from '../../model/report.ts';
import { sentence, spoken } from '../../model/words.ts';
import { block, escaped } from '../markdown/write.ts';
import type { Place } from '../place.ts';
import { knownPlace, madeUpPlace } from '../place.ts';
import { plain } from '../plain.ts';
import { excludedRecords, failingText, leftOutText, lostEvent, pointedAt, whyLeftOut } from '../proof.ts';
import { lapsedIn } from '../waivers.ts';
import { LEVEL } from './rule.ts';

export const FLAVOURS = ['github', 'full'] as const;
export type Flavour = (typeof FLAVOURS)[number];

export interface Indexed {
  readonly rule: ReportRule;
  readonly index: number;
}

export function result(finding: Finding, { rule, index }: Indexed, flavour: Flavour): Result {
  const place = knownPlace(finding, rule) ?? madeUpPlace(finding);
  return {
    ruleId: finding.ruleId,
    ruleIndex: index,
    ...(flavour === 'github' ? forCodeScanning(finding) : forEvidence(finding)),
    message: message(finding),
    locations: [
      {
        physicalLocation: physical(place),
        logicalLocations: [{ fullyQualifiedName: subject(finding), kind: 'resource' }],
      },
    ],
    partialFingerprints: { primaryLocationLineHash: `${finding.fingerprint}:1` },
    properties: properties(finding, flavour),
  };
}

/** Code scanning reads no kind: what could not be decided is a warning, under the identity its fail would have. */
function forCodeScanning({ verdict, severity }: Finding): Pick<Result, 'level'> {
  return { level: verdict === 'unknown' ? 'warning' : LEVEL[severity] };
}

const KINDS = { pass: 'pass', fail: 'fail', unknown: 'open', notApplicable: 'notApplicable' } as const;

/** Everything, with its kind; only a fail has a level (SARIF 3.27.10). */
function forEvidence(finding: Finding): Pick<Result, 'kind' | 'level' | 'suppressions' | 'baselineState'> {
  const { verdict, severity, waiver, state } = finding;
  const properties = {
    ...(waiver?.owner === undefined ? {} : { owner: waiver.owner }),
    ...(waiver?.expires === undefined ? {} : { expires: waiver.expires }),
  };
  return {
    kind: KINDS[verdict],
    level: verdict === 'fail' ? LEVEL[severity] : 'none',
    ...(waiver
      ? { suppressions: [{ kind: 'external', status: 'accepted', justification: plain(waiver.because), properties }] }
      : {}),
    ...(state === undefined ? {} : { baselineState: state }),
  };
}

/** The text stands alone; the Markdown shows the pattern as well, for viewers that read it. */
function message(finding: Finding): Message & { readonly text: string } {
  const text = said(finding);
  const link = finding.proof && finding.verdict !== 'pass' ? failingText(finding.proof) : null;
  return { text, ...(link ? { markdown: `${escaped(text)}\n\n${block(pointedAt(link.text))}` } : {}) };
}

function said(finding: Finding): string {
  const { verdict, message: text, proof } = finding;
  const lead = verdict === 'unknown' ? 'Unknown: ' : '';
  const links = proof?.routes[0]?.links ?? [];
  const chain = links.map(({ link, truth }) => `${spoken(link)}${truth === 'true' ? '' : ` (${WORDS[truth]})`}`);
  const route = chain.length > 0 && verdict !== 'pass' ? ` Examined: ${[...new Set(chain)].join(', ')}.` : '';
  const over = lapsedIn([finding]).map((each) => ` ${sentence(each)}.`);
  return unlinked(plain(`${lead}${text}${route}${proof ? beside(proof) : ''}${over.join('')}`));
}

/** The event that slips through, and what nobody wanted to be told of. */
function beside(proof: Proof): string {
  const lost = lostEvent(proof);
  const excluded = (proof.excluded ?? []).map(leftOutText);
  return [
    ...(lost === null ? [] : [` For example: ${lost}.`]),
    ...(excluded.length === 0 ? [] : [` Left out on purpose: ${excluded.join('; ')}.`]),
  ].join('');
}

const WORDS = { false: 'broken', unknown: 'not decided' } as const;

/** SARIF messages know links, `[text](target)`; names from an account make none. */
function unlinked(text: string): string {
  return text.replaceAll('](', '] (');
}

function subject({ resource, account, region, kind }: Finding): string {
  const place = [account, region, kind].filter((part) => part !== '').join('/');
  return plain(resource === '' ? place : resource);
}

function physical({ file: _, path, ...region }: Place): NonNullable<Result['locations']>[number]['physicalLocation'] {
  return { artifactLocation: { uri: path, uriBaseId: 'SRCROOT' }, region };
}

function properties(finding: Finding, flavour: Flavour): Record<string, unknown> {
  const { verdict, account, region, kind, resourceName, severity, reasons, proof, exempt, lapsed } = finding;
  const own = { verdict, severity, account, region, kind, resourceName: plain(resourceName) };
  if (flavour === 'github') return { ...own, ...(proof ? { proof: brief(proof) } : {}) };
  const granted = { ...(exempt === undefined ? {} : { exempt }), ...(lapsed ? { lapsed } : {}) };
  return { ...own, reasons, ...(proof ? { proof } : {}), ...granted };
}

/** A proof in a few texts: of its routes and records there is no room for thousands. */
function brief(proof: Proof): Record<string, unknown> {
  const { events, truth, broken, excluded = [] } = proof;
  const lost = lostEvent(proof);
  return {
    events,
    truth,
    ...(broken ? { broken: broken.link } : {}),
    ...(lost === null ? {} : { counterexample: plain(lost) }),
    ...(excluded.length > 0
      ? { excluded: excluded.map((each) => plain(`${excludedRecords(each)}: ${whyLeftOut(each)}`)) }
      : {}),
  };
}
