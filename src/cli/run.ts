/** The command line: how a command runs, and how every error ends as one sentence and an exit code. */
import { readFileSync } from 'node:fs';
import { CommanderError } from 'commander';
import { PACKAGE, ReportError } from '../index.ts';
import { complain } from './complain.ts';
import { openProgram } from './program.ts';

// The SDK warns of the Node versions it will leave behind on every run; which one is needed is said by our own `engines`.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

// Whoever reads may have read enough (`| head`); anything else that keeps the output from arriving is an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return;
  process.exitCode = 2;
  complain(new ReportError(`the output cannot be written: ${error.message}. Send it to another place.`), false);
});
process.stderr.on('error', () => {});

const { version } = JSON.parse(readFileSync(PACKAGE, 'utf8')) as { version: string };

try {
  await openProgram(version).parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    process.exitCode = 2;
    complain(error, process.argv.includes('--debug'));
  }
}
