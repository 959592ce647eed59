/** Properties ask the same cases in every run of the suite; `npm run fuzz -- properties` asks others. */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env['TRAILPROOF_SEED'] ?? 1) });
