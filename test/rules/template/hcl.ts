/** Terraform text as far as templates of rules use it: blocks, and attributes with texts, numbers, switches, lists and references. */
import type { Value } from '../../../src/model/value.ts';

export interface Block {
  readonly type: string;
  readonly labels: readonly string[];
  /** References and calls stand as they are written: `aws_sns_topic.security.arn`. */
  readonly attributes: Readonly<Record<string, Value>>;
  readonly blocks: readonly Block[];
}

const NAME = /^[A-Za-z_][\w-]*/;

interface Reader {
  rest: string;
}

/** @throws Error where the text is no body of blocks and attributes */
export function readHcl(text: string): readonly Block[] {
  const reader: Reader = { rest: text };
  const { blocks, attributes } = bodyOf(reader);
  if (reader.rest !== '') throw new Error(`Terraform cannot be read from: ${reader.rest.slice(0, 60)}`);
  const stray = Object.keys(attributes);
  if (stray.length > 0) throw new Error(`attributes outside of blocks: ${stray.join(', ')}`);
  return blocks;
}

function bodyOf(reader: Reader): Pick<Block, 'attributes' | 'blocks'> {
  const attributes: Record<string, Value> = {};
  const blocks: Block[] = [];
  for (;;) {
    skip(reader);
    const [name] = NAME.exec(reader.rest) ?? [];
    if (name === undefined) return { attributes, blocks };
    take(reader, name.length);
    if (/^ *=[^=]/.test(reader.rest)) attributes[name] = meant(attributeText(reader));
    else blocks.push(blockOf(reader, name));
  }
}

function blockOf(reader: Reader, type: string): Block {
  const [head = '', labels = ''] = /^((?: "[^"]+")*) \{\n?/.exec(reader.rest) ?? [];
  if (head === '') throw new Error(`after ${type} neither "=" nor a block: ${reader.rest.slice(0, 60)}`);
  take(reader, head.length);
  const body = bodyOf(reader);
  if (!reader.rest.startsWith('}')) throw new Error(`the block ${type} does not end: ${reader.rest.slice(0, 60)}`);
  take(reader, 1);
  return { type, labels: [...labels.matchAll(/"([^"]+)"/g)].map(([, label = '']) => label), ...body };
}

/** What stands behind `=`: to the end of the line, or of the brackets that it opens. */
function attributeText(reader: Reader): string {
  const lines = reader.rest.replace(/^ *= */, '').split('\n');
  const taken: string[] = [];
  let depth = 0;
  let heredoc: string | undefined;
  for (const line of lines) {
    taken.push(line);
    if (heredoc === undefined) {
      depth += count(line, /[[{(]/g) - count(line, /[\]})]/g);
      heredoc = /<<-(\w+)$/.exec(line)?.[1];
    } else if (line.trim() === heredoc) heredoc = undefined;
    if (depth === 0 && heredoc === undefined) break;
  }
  reader.rest = lines.slice(taken.length).join('\n');
  return taken.join('\n').trim();
}

/** Brackets inside of texts are none. */
function count(line: string, brackets: RegExp): number {
  return (line.replace(/"(\\.|[^"\\])*"/g, '').match(brackets) ?? []).length;
}

function meant(text: string): Value {
  if (text === 'true' || text === 'false') return text === 'true';
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  const [, lines] = /^replace\(chomp\(<<-(?:\w+)\n([\s\S]*)\n *\w+\n *\), "\\n", " "\)$/.exec(text) ?? [];
  if (lines !== undefined) return joined(lines.split('\n'));
  if (/^"(\\.|[^"\\])*"$/.test(text)) return JSON.parse(text) as string;
  if (/^\[[^{]*\]$/.test(text))
    return text
      .slice(1, -1)
      .split(',')
      .map((item) => meant(item.trim()));
  return text;
}

/** `<<-` takes away what all lines are indented by. */
function joined(lines: readonly string[]): string {
  const indent = Math.min(...lines.map((line) => line.search(/\S/)));
  return lines.map((line) => line.slice(indent)).join(' ');
}

function skip(reader: Reader): void {
  take(reader, /^(?:\s+|#.*\n)*/.exec(reader.rest)?.[0].length ?? 0);
}

function take(reader: Reader, length: number): void {
  reader.rest = reader.rest.slice(length);
}
