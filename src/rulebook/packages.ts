/** Packages of npm that a configuration builds on: read as data and never run. */
import { dirname, resolve } from 'node:path';
import { exists, isPackFolder, PACK_FILE, packageFolder } from '../sources/files.ts';
import type { Config } from './config.ts';
import { missingBase } from './config.ts';

/** Folders of the packages that the configuration builds on. @throws RulebookError where one is not there, or is no pack */
export function packagesOf(config: Config, workingFolder: string): readonly string[] {
  const from = resolve(workingFolder, dirname(config.reading.file));
  return config.builtOn.flatMap((base) => {
    if (base.type === 'path' && !exists(resolve(workingFolder, base.path))) {
      throw missingBase(config, base, `${base.path} does not exist`, 'name a folder or file, relative to this file');
    }
    if (base.type !== 'package') return [];
    const { name } = base;
    const folder = packageFolder(name, from);
    if (folder === null) {
      throw missingBase(config, base, `the package ${name} is not installed`, `npm install --save-dev ${name}`);
    }
    if (isPackFolder(folder)) return [folder];
    const message = `the package ${name} has no ${PACK_FILE}, and is no pack of rules`;
    throw missingBase(config, base, message, 'name another, or a folder of your own: ./policies');
  });
}
