/** YAML files on disk: the shipped rules, folders or files of the user's own, and the configuration. */
import { hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { UsageError } from '../model/errors.ts';
import type { Compiled } from '../model/rule.ts';
import { COMPILED, RULES } from '../paths.ts';
import { readGiven, reason, statOf } from './disk.ts';

export interface RuleFile {
  /** As it is named in messages: relative to the working folder, or `trailproof:` and the path for shipped ones. */
  readonly file: string;
  readonly text: string;
  /** What exactly this text compiles to, where that is known. */
  readonly compiled?: Compiled;
}

/** A file larger than this holds no rules: it is named as too large without being read. */
const MOST_BYTES = 1_000_000;

/** The rules and event classes that ship with the package. Their tests are most of their text, so they are read only when asked for. */
export function shippedRules(parts: { readonly tests?: boolean } = {}): readonly RuleFile[] {
  const compiled = readCompiled();
  return yamlFiles(RULES).map((path) => {
    const whole = readFileSync(path, 'utf8');
    const file = `trailproof:${relative(RULES, path).replaceAll('\\', '/')}`;
    const text = parts.tests === true ? whole : withoutTests(whole);
    const known = compiled[compiledKey({ file, text })];
    return { file, text, ...(known ? { compiled: known } : {}) };
  });
}

/** Under which a file's compiled form is kept: by its text, so that a changed file is compiled anew. */
export function compiledKey({ file, text }: Pick<RuleFile, 'file' | 'text'>): string {
  return hash('sha256', `${file}\0${text}`, 'hex');
}

function readCompiled(): Readonly<Record<string, Compiled>> {
  if (!existsSync(COMPILED)) return {};
  return JSON.parse(readFileSync(COMPILED, 'utf8')) as Record<string, Compiled>;
}

/** Leaves out the blocks under `tests:` and `survivors:`; the lines of everything else stay where they are. */
function withoutTests(text: string): string {
  return text.replace(/^(?:tests|survivors):\n(?:(?:[ #-].*)?\n)*/gm, (block) =>
    '\n'.repeat(block.split('\n').length - 1),
  );
}

/** Rules of the user's own, from files and folders; one that is named twice is read once. @throws UsageError */
export function rulesFrom(paths: readonly string[], workingFolder: string): readonly RuleFile[] {
  const files = new Set(
    paths.flatMap((path) => {
      const place = resolve(workingFolder, path);
      if (!exists(place)) throw new UsageError(`${path} does not exist. Name a folder or file with rules.`);
      const found = readable(path, () => yamlFiles(place));
      if (found.length > 0) return found.map((file) => resolve(file));
      throw new UsageError(`${path} holds no .yaml or .yml file. Name a folder or file with rules.`);
    }),
  );
  return [...files].map((path) => {
    const file = named(path, workingFolder);
    return { file, text: readable(file, () => readRule(path, file)) };
  });
}

/** @throws UsageError */
function readable<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${name} cannot be read: ${reason(error)}. Name a folder or file with rules.`);
  }
}

/** What says that a folder is a pack of rules. */
export const PACK_FILE = 'pack.yaml';

/** The folder of an installed package, looked for as Node does, from `folder` upwards; nothing in it is run. Null: it is not installed. */
export function packageFolder(name: string, folder: string): string | null {
  const found = join(resolve(folder), 'node_modules', name);
  if (statOf(found)?.isDirectory()) return found;
  const above = resolve(folder, '..');
  return above === resolve(folder) ? null : packageFolder(name, above);
}

export function exists(path: string): boolean {
  return readable(path, () => statOf(path)) !== null;
}

/** Whether a folder says that it is a pack. */
export function isPackFolder(folder: string): boolean {
  return statOf(join(folder, PACK_FILE)) !== null;
}

/** The configuration's name where none is given. */
const CONFIG_FILE = 'trailproof.yaml';

/** The configuration: the file given, or trailproof.yaml of the working folder; null where there is none. @throws UsageError, SourceError */
export function configFile(path: string | undefined, workingFolder: string): RuleFile | null {
  const found = path ?? join(workingFolder, CONFIG_FILE);
  if (path === undefined && !existsSync(found)) {
    const other = CONFIG_FILE.replace('.yaml', '.yml');
    if (!existsSync(join(workingFolder, other))) return null;
    throw new UsageError(`${other} would not be read: the configuration is called ${CONFIG_FILE}. Rename it.`);
  }
  return { file: named(found, workingFolder), text: readGiven(found) };
}

/** Files with waivers; one that is named twice is read once. @throws SourceError */
export function waiverFiles(paths: readonly string[], workingFolder: string): readonly RuleFile[] {
  const places = new Map(paths.map((path) => [resolve(workingFolder, path), path]));
  return [...places.values()].map((path) => ({ file: named(path, workingFolder), text: readGiven(path) }));
}

function named(path: string, workingFolder: string): string {
  const short = relative(workingFolder, path).replaceAll('\\', '/');
  return short.startsWith('../') ? path : short;
}

function readRule(path: string, name: string): string {
  const { size } = statSync(path);
  if (size > MOST_BYTES) {
    throw new UsageError(
      `${name} has ${Math.ceil(size / 100_000) / 10} MB; a rule file has at most 1 MB. Is it a rule file? Split it or leave it out.`,
    );
  }
  return readFileSync(path, 'utf8');
}

function yamlFiles(path: string): readonly string[] {
  const stat = statOf(path);
  if (!stat) throw new UsageError(`${path} does not exist. Name a folder or file with rules.`);
  if (!stat.isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') return [];
      const inner = join(path, entry.name);
      if (entry.isDirectory()) return yamlFiles(inner);
      const isFile = entry.isFile() || entry.isSymbolicLink();
      return isFile && /\.ya?ml$/.test(entry.name) ? [inner] : [];
    });
}
