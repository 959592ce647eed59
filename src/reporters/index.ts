/** Every report format, one line each. */
import type { Reporter } from '../model/report.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import { sarif } from './sarif.ts';
import { terminal } from './terminal.ts';

export const reporters: readonly Reporter[] = [terminal, json, sarif, junit, html, markdown];
