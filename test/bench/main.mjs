/**
 * `npm run bench -- proof [ACCOUNTS]`: what the proof costs for one account, or for each of an organization.
 * `npm run bench -- [ACCOUNTS]`: what each part of the trip costs over many accounts.
 */
await (process.argv[2] === 'proof' ? import('./proof.mjs') : import('./trip.mjs'));
