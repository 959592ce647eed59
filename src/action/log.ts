/** The log of the step: what is printed there cannot issue workflow commands, except for the annotations that are meant. */
import { randomUUID } from 'node:crypto';
import type { AnnotationProperties } from '@actions/core';
import { error, notice, warning } from '@actions/core';
import type { Annotation, Position } from '../index.ts';

/** A text that may hold anything. The runner obeys lines that look like commands, wherever they come from, unless told to stop. */
export function say(text: string): void {
  const token = randomUUID();
  const end = text.endsWith('\n') ? '' : '\n';
  process.stdout.write(`::stop-commands::${token}\n${text}${end}::${token}::\n`);
}

const ISSUE = { error, warning, notice } as const;

export function annotate({ level, title, message, at }: Annotation): void {
  ISSUE[level](message, { title, ...(at ? { file: at.file, startLine: at.line, ...columns(at) } : {}) });
}

/** GitHub refuses columns of what spans several lines. */
function columns({ line, column, endLine }: Position): AnnotationProperties {
  return endLine === undefined || endLine === line ? { startColumn: column } : { endLine };
}
