/** Where a report of files points for a finding: a file of the repository where there is one, else a made-up path that looks like one. */
import type { Position } from '../model/condition.ts';
import type { Finding, ReportRule } from '../model/report.ts';
import { cut, plain } from './plain.ts';

/** Lines and columns count from 1; the end is after the start. */
export interface Place {
  /** Relative to the working folder. */
  readonly file: string;
  /** The same, percent-encoded. */
  readonly path: string;
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** The finding's own place, else its rule's where that is a file of the user's; null for a live resource under a shipped rule. */
export function knownPlace(finding: Finding, rule: ReportRule | undefined): Place | null {
  for (const position of [finding.location, rule?.at]) {
    const names = position ? segments(position.file) : null;
    if (position && names) return { ...paths(names), ...span(position) };
  }
  return null;
}

/** `aws/ACCOUNT/REGION/KIND/RESOURCE`: what consumers that insist on a file are given; the fingerprint tells equal ones apart. */
export function madeUpPlace({ account, region, kind, resourceName }: Finding): Place {
  // An account can be renamed, or be seen without its name: its path stays.
  const name = kind === 'account' ? account : resourceName;
  const parts = [account === '' ? 'organization' : account, region === '' ? 'global' : region, kind, name];
  return {
    ...paths(['aws', ...parts.filter((part) => part !== '').map(harmless)]),
    startLine: 1,
    startColumn: 1,
    endLine: 1,
    endColumn: 2,
  };
}

/** The names that lead to a file below the working folder; null for anything else: absolute, above, or with a scheme. */
function segments(file: string): readonly string[] | null {
  const names = file.split('/');
  if (file.includes('\\') || /^[a-z][a-z0-9+.-]*:/i.test(file)) return null;
  return names.some((name) => name === '' || name === '.' || name === '..') ? null : names.map(plain);
}

/** A name as part of a made-up path. One of dots alone would climb or vanish, one with a slash would nest. */
function harmless(name: string): string {
  const text = cut(plain(name).trim(), 120).replaceAll('/', '-');
  return /^\.*$/.test(text) ? `${text}_` : text;
}

function paths(names: readonly string[]): Pick<Place, 'file' | 'path'> {
  return { file: names.join('/'), path: names.map(encodeURIComponent).join('/') };
}

/** "main.tf:12", where a finding has a place of its own. */
export function placeLabel({ location }: Finding): string {
  return location === undefined ? '' : `${location.file}:${location.line}`;
}

function span({ line, column, endLine, endColumn }: Position): Omit<Place, 'file' | 'path'> {
  const last = Math.max(line, endLine ?? line);
  const isForward = endColumn !== undefined && (last > line || endColumn > column);
  return { startLine: line, startColumn: column, endLine: last, endColumn: isForward ? endColumn : column + 1 };
}
