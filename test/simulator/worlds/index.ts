/** All worlds, by name; `many:N` is made for N accounts. */
import type { World } from '../world.ts';
import { archetypes } from './archetypes.ts';
import { example } from './example.ts';
import type { KnownWorld } from './expected.ts';
import { many } from './many.ts';
import { paging } from './paging.ts';
import { signals } from './signals.ts';
import { wide } from './wide.ts';

const worlds: Readonly<Record<string, KnownWorld>> = { example, wide, paging, signals };

/** @throws Error where there is no such world */
export function knownWorld(name: string): KnownWorld {
  const count = /^many:(\d+)$/.exec(name)?.[1];
  const known = name === 'many' ? many(archetypes.length) : count === undefined ? worlds[name] : many(Number(count));
  if (!known)
    throw new Error(`there is no world "${name}"; there are ${Object.keys(worlds).join(', ')}, many and many:N`);
  return known;
}

export function worldNamed(name: string): World {
  return knownWorld(name).world;
}
