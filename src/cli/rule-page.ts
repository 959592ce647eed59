/** A rule as `rules show` prints it: the sections of its page, as plain text in the room there is. */
import type { Block, Room, Rule, Rulebook, Section } from '../index.ts';
import { compileRules, hanging, sectionsOf, shippedRules, vocabulary } from '../index.ts';
import { printable } from './chain.ts';

export function ruleInTerminal(rule: Rule, rulebook: Rulebook, room: Room): string {
  const whole = { ...rule, tests: rule.tests.length > 0 ? rule.tests : shippedTests(rule) };
  const sections = [...setBy(rule), ...sectionsOf(whole, { ...rulebook, kinds: vocabulary.kinds })];
  const body = sections.map(({ head, blocks }) => [head, ...blocks.flatMap((block) => linesOf(block, room)), '']);
  const lines = [
    `${rule.id} (${rule.severity}, for each ${rule.for})`,
    ...hanging('', rule.title, room),
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

/** Code stays as it is, to be copied. */
function linesOf(block: Block, room: Room): readonly string[] {
  if (block.type === 'list') return block.lines.flatMap((line) => item(line, room));
  const lines = block.text.split('\n');
  if (block.type === 'code') return lines.map((line) => (line === '' ? '' : `  ${line}`));
  return lines.flatMap((line) => hanging('', line, room));
}

/** Further lines stand under the text, not under its dash. */
function item(line: string, room: Room): readonly string[] {
  const [dash = ''] = /^ *(- )?/.exec(line) ?? [];
  return hanging(`  ${dash}`, line.slice(dash.length), room);
}
