/** A rule as `rules show` prints it: the sections of its page, as plain text. */
import type { Block, Rule, Rulebook, Section } from '../index.ts';
import { compileRules, sectionsOf, shippedRules, vocabulary } from '../index.ts';
import { printable } from './chain.ts';

export function ruleInTerminal(rule: Rule, rulebook: Rulebook): string {
  const whole = { ...rule, tests: rule.tests.length > 0 ? rule.tests : shippedTests(rule) };
  const sections = [...setBy(rule), ...sectionsOf(whole, { ...rulebook, kinds: vocabulary.kinds })];
  const body = sections.map(({ head, blocks }) => [head, ...blocks.flatMap(linesOf), '']);
  const lines = [
    `${rule.id} (${rule.severity}, for each ${rule.for})`,
    rule.title,
    '',
    ...body.flat(),
    `Defined in ${rule.at.file}:${rule.at.line}`,
  ];
  return `${lines.map(printable).join('\n')}\n`;
}

/** What layers said of it, where not all of it is the rule's own. */
function setBy({ off, severity, params, setBy: said }: Rule): readonly Section[] {
  const lines = [
    ...(off === undefined ? [] : [`It is off, and not asked: ${off}`]),
    ...(said?.severity === undefined ? [] : [`severity ${severity}: ${said.severity}`]),
    ...Object.entries(params).flatMap(([name, { value }]) => {
      const layer = said?.params[name];
      return layer === undefined ? [] : [`${name} ${JSON.stringify(value)}: ${layer}`];
    }),
  ];
  return lines.length === 0 ? [] : [{ head: 'Set by', blocks: [{ type: 'list', lines }] }];
}

/** The tests of shipped rules are not read otherwise: they are most of their text. */
function shippedTests({ id, at }: Rule): Rule['tests'] {
  const files = shippedRules({ tests: true }).filter(
    ({ file }) => file === at.file || /^trailproof:events\//.test(file),
  );
  if (!files.some(({ file }) => file === at.file)) return [];
  return compileRules(files).rules.find((rule) => rule.id === id)?.tests ?? [];
}

function linesOf(block: Block): readonly string[] {
  if (block.type === 'list') return block.lines.map((line) => `  ${line}`);
  const lines = block.text.split('\n');
  return block.type === 'code' ? lines.map((line) => (line === '' ? '' : `  ${line}`)) : lines;
}
