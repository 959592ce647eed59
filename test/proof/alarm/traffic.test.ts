/** The events that everyday traffic is made of: all that the shipped classes name, and nobody in them whom a filter could name. */
import { describe, expect, it } from 'vitest';
import { meets } from '../../../src/languages/record-condition/index.ts';
import type { EventClass } from '../../../src/model/rule.ts';
import { trafficOf } from '../../../src/proof/alarm/traffic.ts';
import { rulebook } from '../../rules/verdict.ts';

const ordinary = [...rulebook.events.values()].filter((events) => events.ordinary);
const named = (classes: readonly EventClass[]) => classes.map((events) => [events.id, events] as const);

/** Of every call that a class names: source, name, and the type of who makes it. */
const callsOf = (events: EventClass) =>
  new Set(
    trafficOf(events).map(({ records: [record] }) => {
      const { type } = record['userIdentity'] as { readonly type?: string };
      return [String(record['eventSource']).split('.')[0], record['eventName'], type ?? 'nobody'].join(' ');
    }),
  );

const classOf = (id: string) => {
  const events = rulebook.events.get(id);
  if (!events) throw new Error(`there is no class ${id}`);
  return events;
};

describe.each(named(ordinary))('%s', (_id, events) => {
  it('is made of records of the class', () => {
    for (const { name, records } of trafficOf(events)) {
      for (const record of records) expect(meets(events.records, record), name).toBe(true);
    }
  });

  it('names nobody', () => {
    const identities = trafficOf(events).flatMap(({ records }) => records.map((record) => record['userIdentity']));
    expect(JSON.stringify(identities)).not.toMatch(/alice|Worker|checkout|SecurityAudit|Deployer|EXAMPLE/);
  });

  it('shows each event made by two who have no name in common, from two addresses', () => {
    for (const { records } of trafficOf(events)) {
      const [one, other] = records;
      expect(one['eventName']).toBe(other['eventName']);
      expect(one['eventID']).not.toBe(other['eventID']);
      const isService = String(one['sourceIPAddress']).endsWith('.amazonaws.com');
      expect(one['sourceIPAddress'] === other['sourceIPAddress']).toBe(isService);
      expect(JSON.stringify(one['userIdentity']) === JSON.stringify(other['userIdentity'])).toBe(
        /"type":"AWSService"/.test(JSON.stringify(one)) || one['eventType'] === 'AwsServiceEvent',
      );
    }
  });
});

describe('everyday traffic', () => {
  it('is made by every kind of caller of the samples', () => {
    const reads = callsOf(classOf('ordinary.Reads'));
    for (const type of ['AssumedRole', 'IAMUser']) {
      for (const event of ['ec2 DescribeVolumes', 's3 GetBucketLocation', 'iam GetRole']) {
        expect(reads).toContain(`${event} ${type}`);
      }
    }
  });

  it('of a service is what the samples show', () => {
    const services = [...callsOf(classOf('ordinary.Reads'))].filter((call) => call.endsWith('AWSService'));
    expect(services).toEqual(['s3 GetBucketAcl AWSService']);
    expect([...callsOf(classOf('ordinary.ServiceEvents'))].sort()).toEqual([
      'backup BackupJobStarted nobody',
      'secretsmanager EndSecretVersionDelete nobody',
      'secretsmanager RotationStarted nobody',
      'secretsmanager RotationSucceeded nobody',
      'secretsmanager StartSecretVersionDelete nobody',
    ]);
  });

  it('of a class that names no events is what its samples show', () => {
    const events = classOf('ordinary.LogStreams');
    const records = { type: 'field', path: ['eventName'], test: { operator: 'like', patterns: ['Create*'] } } as const;
    expect(callsOf({ ...events, records })).toEqual(new Set(['logs CreateLogStream AssumedRole']));
  });

  it('is of the services of the samples where a class names none', () => {
    const sample = classOf('ordinary.Reads').samples[0];
    if (!sample) throw new Error('there is no sample');
    const { eventSource, eventName } = sample.record;
    const events: EventClass = {
      ...classOf('ordinary.Reads'),
      samples: [sample],
      records: {
        type: 'field',
        path: ['eventName'],
        test: { operator: 'in', values: [String(eventName), 'DescribeNothing'] },
      },
    };
    const made = trafficOf(events).map(({ records: [record] }) => [record['eventSource'], record['eventName']]);
    expect(made).toEqual([
      [eventSource, eventName],
      [eventSource, 'DescribeNothing'],
    ]);
  });
});
