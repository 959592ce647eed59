/** `trailproof init`: a commented trailproof.yaml to begin with; it asks nothing. */
import type { Command } from 'commander';
import { beginning, checkWritable, exists, hanging, keep, UsageError } from '../../index.ts';
import { roomOn } from '../terminal.ts';

export function addInit(program: Command): void {
  program
    .command('init')
    .argument('[file]', 'where to write it', 'trailproof.yaml')
    .description('write a commented trailproof.yaml to begin with')
    .option('--force', 'also over a file that is there')
    .action((file: string, { force }: { readonly force?: true }) => init(file, force === true));
}

function init(file: string, force: boolean): void {
  checkWritable(file);
  if (exists(file) && !force) {
    throw new UsageError(`${file} is there already, and was left as it is. --force writes over it.`);
  }
  keep(file, beginning());
  const written = `${file} is written. Every line in it is a comment; take away the # of what you want.`;
  process.stdout.write(`${hanging('', written, roomOn(process.stdout)).join('\n')}\n`);
}
