/** `npm run demo`: a whole audit of an example organization, served on loopback by the simulator; every report goes to reports/demo/. */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startSimulator } from './simulator.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = 'reports/demo';
mkdirSync(`${root}${folder}`, { recursive: true });

const { url, env, accounts, stop } = await startSimulator();
const files = { json: 'json', sarif: 'sarif', junit: 'xml', html: 'html', markdown: 'md' };
const outputs = Object.entries(files).flatMap(([format, ending]) => ['-o', `${format}=${folder}/report.${ending}`]);
const kept = ['--save-snapshot', `${folder}/snapshot.ndjson`];
const command = ['audit', '--organization', '--endpoint-url', url, '-o', 'terminal', ...outputs, ...kept];
console.log(`An example organization of ${accounts.length} accounts is served at ${url}; no AWS account is needed.\n`);
for (const { id, name, about } of accounts) console.log(`  ${id}  ${name.padEnd(13)}  ${about}`);
console.log(`\n$ trailproof ${command.join(' ')}\n`);

// Nothing of this machine's own AWS set-up may reach the audit.
const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_')));
const child = spawn(process.execPath, ['dist/cli/main.js', ...command, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: { ...clean, ...env },
});
// Ctrl-C reaches the audit as well: it ends first and says what it kept.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {});
const code = await new Promise((resolve) => child.on('exit', (status) => resolve(status ?? 2)));
await stop();

const meanings = {
  0: 'the gate is open',
  1: 'the gate is closed by findings',
  2: 'no trustworthy verdict',
  130: 'interrupted',
};
console.log(`\nExit code ${code}: ${meanings[code] ?? 'something went wrong'}.`);
if (code < 2) {
  console.log(
    `Every report of this audit is in ${folder}/ (open ${folder}/report.html), and the snapshot it was made from:`,
  );
  console.log(`$ node dist/cli/main.js explain alarm.s3-bucket-deleted ${folder}/snapshot.ndjson`);
}
process.exitCode = code;
