/**
 * `npm run mutate -- [PATH...]`: breaks the source under each PATH (src/languages and src/proof) in one small way after the other, and says which
 * of these mutants no test notices. docs/mutation.md lists the options.
 */
import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { serialize } from 'node:v8';
import { mutantsOf } from './mutants.mjs';
import { bundled } from './suites.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const RESULTS = join(root, 'reports/mutation.json');
/** Milliseconds for loading test files, beyond what the tests themselves took without a mutant. */
const PATIENCE = 20_000;
/** Workers are replaced after so many mutants, before memory runs short. */
const SHIFT = 400;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: 'string' },
    seed: { type: 'string', default: '1' },
    tests: { type: 'string', multiple: true, default: ['test/languages', 'test/proof', 'test/checks'] },
    share: { type: 'string', default: '0.05' },
    slowest: { type: 'string', default: '1000' },
    minutes: { type: 'string', default: 'Infinity' },
    survivors: { type: 'boolean', default: false },
    score: { type: 'boolean', default: false },
  },
});
const paths = positionals.length > 0 ? positionals : ['src/languages', 'src/proof'];

function filesIn(path, end) {
  if (statSync(join(root, path)).isFile()) return [path];
  const names = readdirSync(join(root, path), { recursive: true }).map((name) => name.replaceAll('\\', '/'));
  return names
    .filter((name) => name.endsWith(end))
    .map((name) => `${path}/${name}`)
    .sort();
}

const hash = (text) => createHash('sha256').update(text).digest('hex').slice(0, 12);
const nameOf = ({ file, line, column, kind, was, by }) =>
  `${file}:${line}:${column} ${kind}: ${brief(was)} becomes ${brief(by) || 'nothing'}`;

function brief(text) {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 40)} ... ${line.slice(-15)}` : line;
}

const instrumented = new Map();
const versions = new Map();
const mutants = [];
for (const file of [...new Set(paths.flatMap((path) => filesIn(path, '.ts')))]) {
  const source = readFileSync(join(root, file), 'utf8');
  const made = mutantsOf(file, source, mutants.length);
  for (const mutant of made.mutants) mutants.push({ ...mutant, name: nameOf(mutant) });
  instrumented.set(join(root, file), made.instrumented);
  versions.set(file, hash(source));
}

function recorded() {
  try {
    return JSON.parse(readFileSync(RESULTS, 'utf8'));
  } catch {
    return {};
  }
}

const results = recorded();
const resultOf = ({ file, name }) => (results[name]?.version === versions.get(file) ? results[name].result : undefined);
const isLeft = (mutant) => ['survived', 'unmet'].includes(resultOf(mutant));

/** What there is to do: all of it, what was left by an earlier run, or of each folder as many as are asked for, chosen by the seed. */
function chosen() {
  if (options.score) return [];
  if (options.survivors) return mutants.filter(isLeft);
  const open = mutants.filter((mutant) => resultOf(mutant) === undefined);
  open.sort((one, other) => (lot(one) < lot(other) ? -1 : 1));
  if (options.sample === undefined) return open;
  const folders = groupBy(mutants, folderOf);
  const kept = new Set(
    [...folders.values()].flatMap((of) => {
      const order = of.toSorted((one, other) => (lot(one) < lot(other) ? -1 : 1));
      return order.slice(0, Number(options.sample));
    }),
  );
  return open.filter((mutant) => kept.has(mutant));
}

function lot({ name }) {
  return hash(`${options.seed} ${name}`);
}

function folderOf({ file }) {
  return dirname(file);
}

function groupBy(all, by) {
  const groups = new Map();
  for (const each of all) groups.set(by(each), [...(groups.get(by(each)) ?? []), each]);
  return groups;
}

/** A worker that knows the plan, once it is ready. */
function hired(plan) {
  const worker = fork(fileURLToPath(new URL('worker.mjs', import.meta.url)), {
    execArgv: ['--max-old-space-size=1500'],
    env: { ...process.env, MUTATION_PLAN: plan, MUTATION_SHARE: options.share, MUTATION_SLOWEST: options.slowest },
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    serialization: 'advanced',
  });
  return new Promise((settle, refuse) => {
    worker.once('message', () => settle(worker));
    worker.once('exit', () => refuse(new Error('a worker did not start')));
  });
}

async function planned(folder) {
  const files = options.tests.flatMap((path) => filesIn(path, '.test.ts'));
  const bundles = await bundled(root, files, instrumented);
  const plan = join(folder, 'plan');
  writeFileSync(plan, serialize({ bundles, count: mutants.length, coverage: [] }));
  const worker = await hired(plan);
  await new Promise((settle, refuse) => {
    worker.on('message', ({ covered, broken }) => {
      if (broken) console.error(`left out, since it fails without a mutant: ${broken}`);
      if (covered) settle();
    });
    worker.once('exit', () => refuse(new Error('the tests do not run')));
    worker.send({ plan });
  });
  worker.kill();
  return plan;
}

function tried(worker, { id, file }) {
  return new Promise((settle) => {
    let timer;
    const end = (result) => {
      clearTimeout(timer);
      worker.removeAllListeners();
      settle(result);
    };
    const wait = (milliseconds) => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        worker.kill('SIGKILL');
        end({ result: 'noticed', by: 'the tests do not end' });
      }, milliseconds);
    };
    worker.on('message', ({ expected, result, by }) => (result ? end({ result, by }) : wait(PATIENCE + 10 * expected)));
    worker.once('exit', () => end({ result: 'noticed', by: 'the tests come down' }));
    wait(PATIENCE);
    worker.send({ id, file });
  });
}

async function run(todo) {
  const folder = mkdtempSync(join(tmpdir(), 'trailproof-mutation-'));
  try {
    const plan = await planned(folder);
    console.error(`${todo.length} mutants; the tests without one are through`);
    let worker = await hired(plan);
    let left = 0;
    const end = performance.now() + Number(options.minutes) * 60_000;
    for (const [index, mutant] of todo.entries()) {
      if (performance.now() > end) break;
      const outcome = await tried(worker, mutant);
      results[mutant.name] = { version: versions.get(mutant.file), ...outcome };
      if (isLeft(mutant)) console.error(`${outcome.result}: ${mutant.name} (${++left} of ${index + 1})`);
      if (index % 50 === 49) write();
      if (!worker.connected || worker.killed || index % SHIFT === SHIFT - 1) {
        worker.kill('SIGKILL');
        worker = await hired(plan);
      }
    }
    worker.kill();
  } finally {
    write();
    rmSync(folder, { recursive: true });
  }
}

function write() {
  mkdirSync(dirname(RESULTS), { recursive: true });
  writeFileSync(RESULTS, `${JSON.stringify(results, null, 1)}\n`);
}

const todo = chosen();
if (todo.length > 0) await run(todo);
for (const mutant of mutants.filter(isLeft)) console.log(`${resultOf(mutant)}: ${mutant.name}`);
const rows = [...groupBy(mutants, folderOf)].map(([folder, of]) => {
  const judged = of.filter((mutant) => resultOf(mutant) !== undefined);
  const survived = judged.filter(isLeft).length;
  const score = judged.length === 0 ? '' : `${((100 * (judged.length - survived)) / judged.length).toFixed(1)} %`;
  return { folder, mutants: of.length, tried: judged.length, noticed: judged.length - survived, survived, score };
});
console.table(rows);
