/** Part of the build: compiles the shipped rules into dist/rules.json, by the text of each file, so that start-up reads no YAML. */
import { rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compiledKey, compileRules, shippedRules } from '../dist/index.js';

const target = fileURLToPath(new URL('../dist/rules.json', import.meta.url));
rmSync(target, { force: true });
const files = shippedRules();
const { rules, events, frameworks } = compileRules(files);
const ofFile = (items, file) => items.filter(({ at }) => at.file === file);
// Of rules, event classes and frameworks alone: what profiles and definitions make of others depends on what is asked.
const compiled = files
  .map(({ file, text }) => [
    compiledKey({ file, text }),
    { rules: ofFile(rules, file), events: ofFile([...events.values()], file), frameworks: ofFile(frameworks, file) },
  ])
  .filter(([, held]) => Object.values(held).some((items) => items.length > 0));
writeFileSync(target, JSON.stringify(Object.fromEntries(compiled)));
