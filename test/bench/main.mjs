/** `npm run bench -- [proof | ACCOUNTS]`: what the proof costs for one account, or what each part of the trip costs over many. */
await (process.argv[2] === 'proof' ? import('./proof.mjs') : import('./trip.mjs'));
