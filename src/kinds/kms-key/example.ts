/** A healthy KMS key of the account, for rule tests. */
import { printArn } from '../../model/arn.ts';
import type { ExamplePlace, Given, Made } from '../example.ts';
import { arnOf, nameOf } from '../example.ts';
import { texts } from '../kind.ts';

/** As KMS makes it; `admits: [cloudwatch.amazonaws.com]` has its policy let services use it. */
export function example(given: Given, place: ExamplePlace): Made {
  const name = nameOf(given, '11111111-2222-3333-4444-555555555555');
  const id = arnOf(place, 'kms', `key/${name}`);
  const { admits, ...rest } = given;
  const state = given['state'] ?? 'Enabled';
  const aliases = texts(given['aliases']);
  return {
    id,
    name,
    fields: {
      knownAs: [id, ...aliases.map((alias) => arnOf(place, 'kms', alias))],
      aliases,
      state,
      enabled: state === 'Enabled',
      managedBy: 'CUSTOMER',
      multiRegion: false,
      spec: 'SYMMETRIC_DEFAULT',
      usage: 'ENCRYPT_DECRYPT',
      origin: 'AWS_KMS',
      createdAt: null,
      deletionDate: null,
      policy: keyPolicy(place, texts(admits)),
      rotationEnabled: true,
      rotationPeriodDays: 365,
      ...rest,
      name,
    },
    shortForms: ['admits'],
  };
}

/** As KMS writes it, it leaves everything to the account's own IAM policies; and, if they are named, to services. */
function keyPolicy(place: ExamplePlace, services: readonly string[]): string {
  const root = printArn({ ...place, service: 'iam', region: '', name: 'root' });
  const use = { Principal: { Service: services }, Action: ['kms:Decrypt', 'kms:GenerateDataKey*'] };
  const statements = [{ Principal: { AWS: root }, Action: 'kms:*' }, ...(services.length > 0 ? [use] : [])];
  const Statement = statements.map((each) => ({ Effect: 'Allow', ...each, Resource: '*' }));
  return JSON.stringify({ Version: '2012-10-17', Statement });
}
