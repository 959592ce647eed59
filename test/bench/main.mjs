/** `npm run bench -- [proof | ACCOUNTS]`: what the proof costs for one account, or what each part of the trip costs over many. */
await import(process.argv[2] === 'proof' ? './proof.mjs' : './trip.mjs');
