/** YAML files to a rulebook: every mistake in every file is found before any is reported. */
import type { Mistake } from '../model/errors.ts';
import { RulebookError } from '../model/errors.ts';
import type { Expressions } from '../model/outcome.ts';
import type { Rule, Rulebook } from '../model/rule.ts';
import type { Value } from '../model/value.ts';
import type { Config } from './config.ts';
import { checkRules } from './config.ts';
import { definitionsOf, isDefinitionsOnly, sharedDefinitions } from './definitions-of.ts';
import { noteAt } from './document.ts';
import { checkExclusions } from './exclusions.ts';
import { layersOfFrameworks } from './framework-layers.ts';
import type { KnownRules } from './framework-rules.ts';
import { checkFramework } from './framework-rules.ts';
import { hashOf } from './hash.ts';
import type { Beginning } from './layering.ts';
import { layersOf, ofTest, withSaid } from './layering.ts';
import type { Chosen } from './layers.ts';
import { checkSayings, chosenOf } from './layers.ts';
import type { File, Named, NamedFramework, Source } from './opened.ts';
import {
  classesOf,
  frameworksOf,
  idsOf,
  isOfFrameworks,
  isRule,
  named,
  openFile,
  packsOf,
  profilesOf,
  uniqueById,
  withoutStale,
} from './opened.ts';
import type { Overriding } from './overrides.ts';
import { givesParams, overridden } from './overrides.ts';
import type { Shared } from './rule.ts';
import { compileRule } from './rule.ts';
import { waiversIn } from './waived-rules.ts';
import { readWaivers } from './waivers.ts';

export interface LoadOptions extends Beginning {
  /** Rule id -> parameter -> value, for a test: no profile and no configuration has a say then. */
  readonly params?: Readonly<Record<string, Readonly<Record<string, Value>>>>;
  /** The language of `cel`: needed where a file uses it. */
  readonly expressions?: Expressions | undefined;
  /** What it says wrongly of rules is a mistake in it. */
  readonly config?: Config | null;
  /** Files with waivers. */
  readonly waivers?: readonly Source[] | undefined;
  /** Ids of rules that frameworks may name although they are not among the files. */
  readonly elsewhere?: readonly string[];
}

/** @throws RulebookError with all mistakes of all files; UsageError where there is no profile or framework of a name given by hand */
export function loadRulebook(
  files: readonly Source[],
  vocabulary: Pick<Shared, 'kinds' | 'words'>,
  options: LoadOptions = {},
): Rulebook {
  const config = options.config && !options.params ? afresh(options.config) : null;
  const opened = files.map(openFile);
  const profiles = uniqueById(opened.flatMap(profilesOf), 'profile');
  const known = opened.flatMap(frameworksOf);
  const frameworks = [...uniqueById(known, 'framework').values()].toSorted((one, other) =>
    one.id < other.id ? -1 : 1,
  );
  const layers = layersOf({ profiles, frameworks, layers: layersOfFrameworks(known) }, config, options);
  const chosen = options.params ? ofTest(options.params) : (id: string) => chosenOf(layers, id);
  const overridings = config?.overrides ?? [];
  const isChanged = (id: string) => Object.keys(chosen(id).params).length > 0 || givesParams(overridings, id);
  const read = opened.map((file) => withoutStale(file, isChanged));
  const events = uniqueById(read.flatMap(classesOf), 'event class');
  uniqueById(read.flatMap(packsOf), 'pack');
  const { expressions } = options;
  const definitions = sharedDefinitions(read, { ...vocabulary, events, expressions });
  const shared: Shared = { ...vocabulary, events, expressions, definitions, chosen };
  const compiled = read.flatMap((file) => rulesOf(file, shared, overridings));
  const rules = uniqueById(compiled, 'rule');
  const ids = read.flatMap(idsOf);
  for (const { layer } of profiles.values()) if (layers.includes(layer)) checkSayings(layer, ids);
  checkFrameworks(known, { ids: new Set([...ids, ...(options.elsewhere ?? [])]), rules });
  if (config) {
    checkRules(config, ids);
    checkExclusions(config, events);
  }
  const waived = (options.waivers ?? []).map(readWaivers);
  const waivers = waiversIn(waived, { ...vocabulary, rules: [...rules.values()], ids, events });
  const readings = [...(config ? [config] : []), ...read, ...waived].map(({ reading }) => reading);
  const mistakes = once(readings.flatMap((reading) => reading.mistakes));
  if (mistakes.length > 0) throw new RulebookError(mistakes);
  const inForce = [...rules.values()].map((rule) => withSaid(rule, chosen(rule.id)));
  const judging = files.filter((_, index) => !isOfFrameworks(opened[index]));
  const isAsked = (rule: Rule) => rule.off === undefined || (rule.overrides ?? []).some(({ on }) => on);
  return {
    rules: inForce.filter(isAsked),
    off: inForce.filter((rule) => !isAsked(rule)),
    events,
    exclusions: config?.exclusions ?? [],
    waivers,
    frameworks,
    asked: [],
    hash: hashOf(judging, inForce, { chosen, exclusions: config?.exclusions ?? [], waivers }),
  };
}

function checkFrameworks(frameworks: readonly NamedFramework[], known: KnownRules): void {
  for (const { reading, root, item } of frameworks) if (root) checkFramework(reading, root, item, known);
}

/** Definitions and variants of a rule are compiled for everyone who asks for them; what is wrong in one is told once. */
function once(mistakes: readonly Mistake[]): readonly Mistake[] {
  const key = ({ at, message }: Mistake) => `${at.file}\n${at.line}\n${at.column}\n${message}`;
  return [...new Map(mistakes.map((mistake) => [key(mistake), mistake])).values()];
}

/** One configuration may serve several rulebooks; mistakes belong to one of them. */
function afresh(config: Config): Config {
  const reading = { ...config.reading, mistakes: [] };
  const overrides = config.overrides.map((each) => ({ ...each, layer: { ...each.layer, reading } }));
  return { ...config, reading, layer: { ...config.layer, reading }, overrides };
}

function rulesOf(
  { reading, documents, compiled }: File,
  shared: Shared,
  overridings: readonly Overriding[],
): readonly Named<Rule>[] {
  const { chosen } = shared;
  if (compiled) {
    const rules = compiled.rules.map((rule) => overridden(rule, overridings, chosen(rule.id).params, () => null));
    return rules.map((item) => ({ reading, item }));
  }
  if (documents.length === 0 && reading.mistakes.length === 0) {
    noteAt(
      reading,
      { file: reading.file, line: 1, column: 1 },
      'the file holds no rule',
      'write a rule, or remove the file',
    );
  }
  const definitions = definitionsOf(reading, documents, shared.definitions);
  const rules = documents.filter((document) => isRule(document) && !isDefinitionsOnly(document));
  return rules.flatMap((document) => {
    const rule = compileRule(reading, document, definitions, shared);
    const again = (params: Chosen['params']) => {
      return compileRule(reading, document, definitions, { ...shared, chosen: () => ({ params }) });
    };
    return named(reading, rule && overridden(rule, overridings, chosen(rule.id).params, again));
  });
}
