/** From what is encrypted to its KMS key, by whatever name it is called. */
import { parseArn, printArn } from '../model/arn.ts';
import type { Resource } from '../model/resource.ts';
import type { Relation } from './kind.ts';
import { text, texts } from './kind.ts';

/** The relation from what is encrypted to its key, by the field `kmsKey`. */
export function encryptedWith(about: string): Relation {
  return {
    kind: 'kmsKey',
    many: false,
    about,
    by: ['kmsKey'],
    on: ['knownAs'],
    from: keysOf,
    to: (candidate) => texts(candidate.fields['knownAs']),
    wants: (resource) =>
      keysOf(resource).flatMap((within) => {
        const place = parseArn(within);
        return place ? [{ kind: 'kmsKey', account: place.account, region: place.region, within }] : [];
      }),
  };
}

/** The other way round: what the key encrypts. `inverse` leads from there to the key; `wants` are the lists that hold all of it. */
export function encrypts(
  kind: string,
  about: string,
  { inverse, wants }: Required<Pick<Relation, 'inverse' | 'wants'>>,
): Relation {
  return {
    kind,
    many: true,
    about,
    inverse,
    by: ['knownAs'],
    on: ['kmsKey'],
    from: (resource) => texts(resource.fields['knownAs']),
    to: keysOf,
    wants,
  };
}

/**
 * An id, an alias or an ARN, as an ARN: what is none stands in the account and region of what it encrypts. The aliases that AWS keeps for
 * its services (`alias/aws/sns`) are left out: asked for one that no key has yet, KMS makes the key, and an audit makes nothing.
 */
function keysOf({ id, account, region, fields }: Resource): readonly string[] {
  const key = text(fields['kmsKey']);
  if (key === null || /(^|:)alias\/aws\//.test(key)) return [];
  if (parseArn(key)) return [key];
  const partition = parseArn(id)?.partition ?? 'aws';
  return [
    printArn({ partition, service: 'kms', region, account, name: key.startsWith('alias/') ? key : `key/${key}` }),
  ];
}
