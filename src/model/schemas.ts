/** JSON Schemas (2020-12) of what trailproof writes for others to read: the report, the answers of `prove` and the lines of a snapshot. */
export { proveSchema } from './schemas/prove.ts';
export { reportSchema } from './schemas/report.ts';
export { snapshotSchema } from './schemas/snapshot.ts';
