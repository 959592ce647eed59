/** Files that a user named: read, found writable before an audit of minutes, and written after it. */
import type { Stats } from 'node:fs';
import { accessSync, constants, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ReportError, SourceError } from '../model/errors.ts';

/** The text of a file, unpacked if it is one of gzip, as CloudTrail keeps them; `-` is stdin. @throws SourceError */
export function readGiven(path: string): string {
  try {
    if (path !== '-' && statSync(path).isDirectory()) throw new Error('it is a folder');
    const bytes = readFileSync(path === '-' ? 0 : path);
    return (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8');
  } catch (error) {
    throw new SourceError(`${path} cannot be read: ${reason(error)}. Check the name.`);
  }
}

/** Finds out before an audit that its report could not be kept. @throws ReportError */
export function checkWritable(path: string): void {
  try {
    const folder = dirname(path);
    makeFolder(folder);
    const existing = statOf(path);
    if (existing?.isDirectory()) throw new Error('it is a folder');
    accessSync(existing ? path : folder, constants.W_OK);
  } catch (error) {
    throw new ReportError(`${path} cannot be written: ${reason(error)}. Name another file.`);
  }
}

/** Null where nothing is there; Node 24's own `throwIfNoEntry` says the same of a path through a file. @throws Error of the file system */
export function statOf(path: string): Stats | null {
  try {
    return statSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** One folder at a time: node's own way of making several does not end where the first cannot be made. */
function makeFolder(folder: string): void {
  if (statOf(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

/** @throws ReportError */
export function keep(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new ReportError(`${path} cannot be written: ${reason(error)}. Name another file.`);
  }
}

/** Why a file could not be read or written, in a few words. */
export function reason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const known: Readonly<Record<string, string>> = {
    ENOENT: 'it does not exist',
    EACCES: 'permission is denied',
    EPERM: 'permission is denied',
    EROFS: 'the file system is read-only',
    ENOTDIR: 'a part of the path is a file, not a folder',
    EEXIST: 'a part of the path is a file, not a folder',
    ENOSPC: 'no space is left',
    EISDIR: 'it is a folder',
    ELOOP: 'its links lead in a circle',
    Z_BUF_ERROR: 'what is packed in it ends too early',
    Z_DATA_ERROR: 'what is packed in it is damaged',
  };
  return known[code ?? ''] ?? message;
}
