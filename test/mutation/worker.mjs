/** Wakes one mutant after the other, and says of each whether a test fails. Started by main.mjs, which ends it when a mutant does not. */
import { readFileSync, writeFileSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import { scriptOf, testsOf } from './suites.mjs';

/** Of the cases of a property, how many are tried, where they are enough for the test to pass. */
const SHARE = Number(process.env.MUTATION_SHARE);
/** Tests that take more milliseconds without a mutant are not asked. */
const SLOWEST = Number(process.env.MUTATION_SLOWEST);
/** A mutant that is passed so many times more often than it should be goes round in circles. */
const CIRCLES = 100;

const { bundles, count, coverage } = deserialize(readFileSync(process.env.MUTATION_PLAN));
const scripts = bundles.map(scriptOf);
let share = SHARE;
const tests = (index, $m) => testsOf(scripts[index], $m, () => share);

/** Which mutants each test passes, how often, and how long it takes. */
function cover(index) {
  const passed = new Uint32Array(count);
  const $m = (id) => {
    passed[id]++;
    return false;
  };
  const begun = performance.now();
  const all = tests(index, $m);
  const loaded = { passed: few(passed), milliseconds: performance.now() - begun };
  const each = all.map(({ name, ask }) => {
    for (share of SHARE < 1 ? [SHARE, 1] : [1]) {
      passed.fill(0);
      const start = performance.now();
      try {
        if (ask() instanceof Promise) throw new Error('this test is asynchronous');
        return { name, share, milliseconds: performance.now() - start, passed: few(passed) };
      } catch (error) {
        if (share === 1) process.send({ broken: `${bundles[index].file}: ${name}: ${error.message}` });
      }
    }
    return { name, passed: new Map() };
  });
  return { loaded, tests: each };
}

/** Only the mutants that were passed at all. */
function few(passed) {
  const met = new Map();
  passed.forEach((times, id) => {
    if (times > 0) met.set(id, times);
  });
  return met;
}

function isTried({ milliseconds }) {
  return milliseconds <= SLOWEST;
}

function fails(id, index) {
  const { loaded, tests: known } = coverage[index];
  const limit = CIRCLES * Math.max(1000, loaded.passed.get(id) ?? 0, ...known.map(({ passed }) => passed.get(id) ?? 0));
  let passed = 0;
  const $m = (each) => {
    if (each !== id) return false;
    if (++passed > limit) throw new Error('round in circles');
    return true;
  };
  let all;
  try {
    all = tests(index, $m);
  } catch {
    return 'the file cannot be loaded';
  }
  if (all.length !== known.length) return 'the file has other tests';
  // What a test found out before is known to the next one, which then does not pass the mutant again: all tests of the file are asked.
  const isMet = (test) => Number(loaded.passed.has(id) || test.passed.has(id));
  const order = all
    .map((test, at) => ({ ...test, ...known[at] }))
    .filter(isTried)
    .sort((one, other) => isMet(other) - isMet(one) || one.milliseconds - other.milliseconds);
  for (const test of order) {
    share = test.share;
    passed = 0;
    try {
      test.ask();
    } catch {
      return test.name;
    }
  }
  return null;
}

/** By source file: how many of its mutants each test file noticed. */
const noticed = new Map();

/** Where a mutant is most likely and soonest noticed comes first. */
function ordered(id, file) {
  const before = noticed.get(file) ?? [];
  const words = new Set(file.split(/\W/));
  return coverage
    .map(({ loaded, tests: all }, index) => {
      const met = all.filter((test) => isTried(test) && (loaded.passed.has(id) || test.passed.has(id)));
      const cost = met.reduce((sum, { milliseconds }) => sum + milliseconds, loaded.milliseconds);
      const near = bundles[index].file.split(/\W/).filter((word) => words.has(word)).length;
      return { index, cost, near, times: before[index] ?? 0, isMet: met.length > 0 };
    })
    .filter(({ isMet }) => isMet)
    .sort((one, other) => other.times - one.times || other.near - one.near || one.cost - other.cost);
}

process.on('message', ({ id, file, plan }) => {
  if (plan) {
    writeFileSync(plan, serialize({ bundles, count, coverage: bundles.map((_, index) => cover(index)) }));
    process.send({ covered: true });
    return;
  }
  const files = ordered(id, file);
  process.send({ id, expected: files.reduce((sum, { cost }) => sum + cost, 0) });
  for (const { index } of files) {
    const test = fails(id, index);
    if (test !== null) {
      const times = noticed.get(file) ?? bundles.map(() => 0);
      times[index]++;
      noticed.set(file, times);
      process.send({ id, result: 'noticed', by: `${bundles[index].file}: ${test}` });
      return;
    }
  }
  process.send({ id, result: files.length === 0 ? 'unmet' : 'survived' });
});
process.send({ ready: true });
