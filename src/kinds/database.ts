/** An RDS database instance: it stops taking writes when its storage is full. */
import type { Answer } from '../model/collect.ts';
import type { ExamplePlace, Given, Made } from './example.ts';
import { arnOf, nameOf } from './example.ts';
import type { Kind } from './kind.ts';
import { number, text } from './kind.ts';
import type { Own } from './listing.ts';
import { listing } from './listing.ts';
import { tagsOf } from './tags.ts';
import { watchingAlarms } from './watched.ts';

export const database: Kind = {
  name: 'database',
  example,
  about: 'A database instance that RDS lists: its own engines, Aurora, DocumentDB and Neptune.',
  population: 'region',
  fields: {
    name: { type: 'string', about: 'Its identifier.', read: 'list' },
    engine: { type: 'string', about: 'Engine: `postgres`, `mysql`, `aurora-postgresql`, `docdb`, ...', read: 'list' },
    engineVersion: { type: 'string', about: 'Version of the engine.', read: 'list' },
    status: { type: 'string', about: 'Status: `available`, `stopped`, `storage-full`, ...', read: 'list' },
    class: { type: 'string', about: 'Instance class: `db.t4g.medium`.', read: 'list' },
    storageType: { type: 'string', about: 'Storage: `gp3`, `io2`, `aurora`, ...', read: 'list' },
    allocatedGigabytes: {
      type: 'integer',
      about: 'GiB of storage; 1 where a cluster keeps it, as Aurora does.',
      read: 'list',
    },
    ownStorage: {
      type: 'boolean',
      about:
        'It has storage of its own that can fill up. That of Aurora, DocumentDB and Neptune belongs to the cluster and grows.',
      read: 'list',
    },
    cluster: { type: 'string', about: 'Identifier of its cluster; unset: none.', read: 'list' },
    createdAt: { type: 'time', about: 'When it was made.', read: 'list' },
    tags: { type: 'object', about: 'Tag name -> value.', read: 'list' },
  },
  relations: {
    alarms: watchingAlarms(
      { DBInstanceIdentifier: 'name', DBClusterIdentifier: 'cluster' },
      ['AWS/RDS'],
      'Alarms on its metrics, on those of its cluster, or of all databases together.',
    ),
  },
  list: listing({
    call: 'rds:DescribeDBInstances',
    input: { MaxRecords: 100 },
    items: 'DBInstances',
    read: stated,
    incomplete: 'a database without ARN, identifier or engine',
  }),
  details: {},
};

/** Whose storage is the cluster's ("Amazon Aurora storage", and the guides of Amazon DocumentDB and Neptune). */
function hasOwnStorage(engine: string): boolean {
  return !/^(aurora|docdb|neptune)/.test(engine);
}

function stated(item: Answer): Own | null {
  const id = text(item['DBInstanceArn']);
  const name = text(item['DBInstanceIdentifier']);
  const engine = text(item['Engine']);
  if (id === null || name === null || engine === null) return null;
  return {
    id,
    name,
    fields: {
      name,
      engine,
      engineVersion: text(item['EngineVersion']),
      status: text(item['DBInstanceStatus']),
      class: text(item['DBInstanceClass']),
      storageType: text(item['StorageType']),
      allocatedGigabytes: number(item['AllocatedStorage']),
      ownStorage: hasOwnStorage(engine),
      cluster: text(item['DBClusterIdentifier']),
      createdAt: text(item['InstanceCreateTime']),
      tags: tagsOf(item['TagList']),
    },
  };
}

function example(given: Given, place: ExamplePlace): Made {
  const name = nameOf(given, 'orders');
  return {
    id: arnOf(place, 'rds', `db:${name}`),
    name,
    fields: {
      engine: 'postgres',
      engineVersion: '17.4',
      status: 'available',
      class: 'db.t4g.medium',
      storageType: 'gp3',
      allocatedGigabytes: 100,
      ownStorage: hasOwnStorage(text(given['engine']) ?? 'postgres'),
      cluster: null,
      createdAt: null,
      tags: {},
      ...given,
      name,
    },
    shortForms: [],
  };
}
