/** Runs the tests beside rules, and names what is wrong; with `--mutate` also the ways of breaking a rule that none of its tests notices. */
import type { Position, Rulebook, RuleMutant, RuleTestResult } from '../index.ts';
import {
  compileRules,
  expressionsFor,
  mutateRules,
  plural,
  rulesFrom,
  runRuleTests,
  shippedRules,
  UsageError,
} from '../index.ts';
import { printable } from './chain.ts';

type Files = ReturnType<typeof shippedRules>;

export async function testRules(paths: readonly string[], { mutate }: { readonly mutate?: true }): Promise<void> {
  const shipped = shippedRules({ tests: true });
  const files = paths.length === 0 ? shipped : [...eventClassesOf(shipped), ...rulesFrom(paths, process.cwd())];
  // Frameworks of one's own may name shipped rules.
  const elsewhere = compileRules(shippedRules()).rules.map(({ id }) => id);
  const given = { elsewhere, expressions: await expressionsFor(files) };
  const rulebook = compileRules(files, given);
  const recompile = recompiling(rulebook, files, given);
  const results = runRuleTests(rulebook, recompile);
  if (results.length === 0) {
    throw new UsageError('these rules hold no tests. Put "tests:" beside a rule, with "given" and "expect".');
  }
  const isGreen = tell(results, rulebook);
  // A test that fails anyway would notice everything.
  const isComplete = isGreen && mutate ? tellMutants(rulebook, recompile) : isGreen;
  process.exitCode = isComplete ? 0 : 1;
}

/** Rules of one's own may name shipped event classes. */
function eventClassesOf(files: Files): Files {
  return files.filter(({ file }) => file.startsWith('trailproof:events/'));
}

/** True where every test passes. */
function tell(results: readonly RuleTestResult[], rulebook: Rulebook): boolean {
  for (const { rule, name, at, mistakes } of results) {
    for (const mistake of mistakes) say(at, `FAIL  ${rule}: ${name}`, `      ${mistake}`);
  }
  const untested = rulebook.rules.filter((rule) => rule.tests.length === 0).map((rule) => rule.id);
  for (const id of untested) process.stdout.write(`note  ${id} has no tests\n`);
  const failed = results.filter(({ mistakes }) => mistakes.length > 0).length;
  process.stdout.write(`${results.length - failed} passed, ${failed} failed\n`);
  return failed === 0;
}

/** True where tests notice every mutant but those that a rule lists, and these are what it says. */
function tellMutants(rulebook: Rulebook, recompile: Recompile): boolean {
  const tested = rulebook.rules.filter(({ tests }) => tests.length > 0);
  let [killed, known, wrong] = [0, 0, 0];
  for (const rule of tested) {
    const mutants = mutateRules({ ...rulebook, rules: [rule] }, recompile);
    const survivors = mutants.filter(({ killedBy }) => killedBy === null);
    const missing = survivors.filter(({ what }) => !rule.survivors.some(({ mutant }) => mutant === what));
    for (const { at, what } of missing) say(at, `SURVIVES  ${rule.id}: ${what}`);
    const gone = rule.survivors.filter(({ mutant }) => !survivors.some(({ what }) => what === mutant));
    for (const { at, mutant } of gone)
      say(at, `NO SURVIVOR  ${rule.id}: ${mutant}`, `      ${fateOf(mutant, mutants)}`);
    killed += mutants.length - survivors.length;
    known += survivors.length - missing.length;
    wrong += missing.length + gone.length;
  }
  process.stdout.write(
    `${plural(killed + known + wrong, 'mutant')}: ${killed} killed, ${known} listed as survivors, ${wrong} to look at\n`,
  );
  return wrong === 0;
}

type Recompile = Parameters<typeof runRuleTests>[1];

/** With other parameters, no more is compiled than the rule they belong to, the event classes, and what is not shipped. */
function recompiling({ rules }: Rulebook, files: Files, given: Parameters<typeof compileRules>[1]): Recompile {
  return (params = {}) => {
    const own = rules.filter(({ id }) => Object.hasOwn(params, id)).map(({ at }) => at.file);
    const needed = files.filter(({ file }) => own.includes(file) || !/^trailproof:(?!events\/)/.test(file));
    return compileRules(needed, { ...given, params });
  };
}

function fateOf(mutant: string, mutants: readonly RuleMutant[]): string {
  const test = mutants.find(({ what }) => what === mutant)?.killedBy;
  return test === undefined || test === null ? 'there is no such mutant of the rule' : `a test notices it: ${test}`;
}

/** The place first, as in every message about a file: editors and CI systems make links of it. */
function say(at: Position, ...lines: readonly string[]): void {
  const [first = '', ...others] = lines;
  const text = [`${at.file}:${at.line}:${at.column}: ${first}`, ...others].map(printable).join('\n');
  process.stdout.write(`${text}\n`);
}
