/** Every report format, one line each. */
import type { Reporter } from '../model/report.ts';
import { json } from './json.ts';

export const reporters: readonly Reporter[] = [json];
