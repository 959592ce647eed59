/** Recorded snapshots: NDJSON with a header first and a manifest last, so that a cut or edited file is found out. */
export { isSnapshot, readSnapshot } from './read.ts';
export { writeSnapshot } from './write.ts';
