/** `npm run demo`: a whole audit of an example organization, served on loopback by the simulator; every report goes to reports/demo/. */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startSimulator } from './simulator.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = 'reports/demo';
mkdirSync(`${root}${folder}`, { recursive: true });

const simulator = await startSimulator();
console.log('An example organization of 8 accounts is served on this machine; no AWS account is needed.\n');
const files = { json: 'json', sarif: 'sarif', junit: 'xml', html: 'html', markdown: 'md' };
const outputs = Object.entries(files).flatMap(([format, ending]) => ['-o', `${format}=${folder}/report.${ending}`]);
const args = ['dist/cli/main.js', 'audit', '--organization', '--endpoint-url', simulator.url, ...outputs];
const child = spawn(
  process.execPath,
  [...args, '--save-snapshot', `${folder}/snapshot.ndjson`, ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...simulator.env },
  },
);
const code = await new Promise((resolve) => child.on('exit', (status) => resolve(status ?? 2)));
await simulator.stop();
console.log(`\nEvery report of this audit is in ${folder}/ (open report.html), and the snapshot it was made from.`);
console.log(`Exit code ${code}: 0 is an open gate, 1 one closed by findings, 2 no trustworthy verdict.`);
process.exitCode = code;
