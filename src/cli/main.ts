#!/usr/bin/env node
/** The entry of the command line: what has to be so before anything is loaded. */
import { setFlagsFromString } from 'node:v8';

// Most runs are over before machine code pays: until Node 24, V8 makes it so early that half of an audit's processor time goes into it.
if (Number.parseInt(process.versions.node, 10) < 24) setFlagsFromString('--interrupt-budget=2000000');

await import('./run.ts');
