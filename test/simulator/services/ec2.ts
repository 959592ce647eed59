/** EC2: the regions of an account ("DescribeRegions", EC2 API Reference), and what stands in them. */
import type { Input } from '../call.ts';
import { textOf } from '../call.ts';
import { Refused } from '../refused.ts';
import { machines } from './machines.ts';
import type { Operation } from './operation.ts';
import { ownAccount } from './operation.ts';

const DescribeRegions: Operation = (call, aws) => {
  const enabled = new Set(ownAccount(call, aws).regions);
  const all = aws.world.regions.map(({ name, optIn }) => ({
    regionName: name,
    regionEndpoint: `ec2.${name}.amazonaws.com`,
    optInStatus: !optIn ? 'opt-in-not-required' : enabled.has(name) ? 'opted-in' : 'not-opted-in',
  }));
  const known = new Set(all.map(({ regionName }) => regionName));
  const names = numbered(call.input, 'RegionName');
  const wrong = names.find((name) => !known.has(name));
  if (wrong !== undefined) throw new Refused('InvalidParameterValue', `Invalid region names: ${wrong}`);
  const filters = filtersOf(call.input);
  const wantsAll = textOf(call.input, 'AllRegions') === 'true';
  const item = all.filter(
    (region) =>
      (wantsAll || enabled.has(region.regionName)) &&
      (names.length === 0 || names.includes(region.regionName)) &&
      filters.every(({ name, values }) => values.includes(filterValue(name, region))),
  );
  return { regionInfo: { item } };
};

function filterValue(
  name: string,
  region: { regionName: string; regionEndpoint: string; optInStatus: string },
): string {
  if (name === 'region-name') return region.regionName;
  if (name === 'endpoint') return region.regionEndpoint;
  if (name === 'opt-in-status') return region.optInStatus;
  throw new Refused('InvalidParameterValue', `The filter '${name}' is invalid`);
}

/** `Prefix.1`, `Prefix.2`, ... of a query input. */
function numbered(input: Input, prefix: string): readonly string[] {
  const found: string[] = [];
  for (let at = 1; ; at++) {
    const text = textOf(input, `${prefix}.${at}`);
    if (text === undefined) return found;
    found.push(text);
  }
}

function filtersOf(input: Input): readonly { readonly name: string; readonly values: readonly string[] }[] {
  const found: { name: string; values: readonly string[] }[] = [];
  for (let at = 1; ; at++) {
    const name = textOf(input, `Filter.${at}.Name`);
    if (name === undefined) return found;
    found.push({ name, values: numbered(input, `Filter.${at}.Value`) });
  }
}

export const ec2 = { DescribeRegions, ...machines };
