/** The inputs of the action: what they become, and the sentence for each value that makes no sense. */
import { describe, expect, it } from 'vitest';
import { readInputs } from '../../src/action/inputs.ts';

const read = (inputs: Readonly<Record<string, string>>) => readInputs((name) => inputs[name] ?? '');

describe('inputs', () => {
  it('that were not given change nothing', () => {
    expect(read({})).toEqual({
      config: undefined,
      file: undefined,
      given: {},
      endpointUrl: undefined,
      reports: [],
      saveSnapshot: undefined,
      category: undefined,
      annotations: true,
      summary: true,
    });
  });

  it('are lists by commas and lines, paths by lines alone', () => {
    const { given } = read({
      accounts: '111122223333, 444455556666\n012345678901,',
      regions: 'eu-west-1\n\n us-east-1 \r\n',
      rule: 'trail.*,logs.retention',
      profile: 'strict',
      rules: 'policies\n  more, or less.yaml',
      waivers: 'waivers.yaml\nof, others.yaml',
      role: 'arn:aws:iam::{account}:role/Audit',
      'external-id': 'a, b',
      'fail-on': 'never',
      unknown: 'warn',
    });
    expect(given).toEqual({
      accounts: ['111122223333', '444455556666', '012345678901'],
      regions: ['eu-west-1', 'us-east-1'],
      profile: 'strict',
      select: ['trail.*', 'logs.retention'],
      rules: ['policies', 'more, or less.yaml'],
      waivers: ['waivers.yaml', 'of, others.yaml'],
      role: 'arn:aws:iam::{account}:role/Audit',
      externalId: 'a, b',
      failOn: 'never',
      unknown: 'warn',
    });
  });

  it.each([
    ['true', true],
    ['TRUE', true],
    ['false', undefined],
    ['False', undefined],
  ])('know organization: %s', (organization, expected) => {
    expect(read({ organization }).given.organization).toBe(expected);
  });

  it('name a file for each format', () => {
    const { reports, annotations, summary, category } = read({
      'sarif-file': 'a.sarif',
      'json-file': 'b.json',
      category: 'x',
      annotations: 'false',
      summary: 'false',
    });
    expect(reports.map(({ reporter, path }) => [reporter.format, path])).toEqual([
      ['json', 'b.json'],
      ['sarif', 'a.sarif'],
    ]);
    expect({ annotations, summary, category }).toEqual({ annotations: false, summary: false, category: 'x' });
  });

  it.each<[inputs: Record<string, string>, sentence: string]>([
    [{ organization: 'yes' }, 'input organization must be one of true, false, not "yes".'],
    [{ annotations: 'ture' }, 'input annotations must be one of true, false, not "ture" (did you mean "true"?).'],
    [{ summary: '1' }, 'input summary must be one of true, false, not "1".'],
    [{ unknown: 'pass' }, 'input unknown must be one of fail, warn, not "pass".'],
    [
      { 'fail-on': 'High' },
      'input fail-on must be one of critical, high, medium, low, info, never, not "High" (did you mean "high"?).',
    ],
    [{ accounts: '1111' }, 'input accounts: "1111" is not an account id of 12 digits.'],
    [
      { organization: 'true', accounts: '111122223333' },
      'input organization and input accounts exclude each other. Give one of them.',
    ],
    [{ regions: 'europe' }, 'input regions: "europe" is not a region name such as us-east-1.'],
    [{ role: 'no role' }, 'input role: "no role" is neither the name of a role nor an ARN'],
    [{ 'endpoint-url': 'localhost' }, 'input endpoint-url: "localhost" is not an http or https address'],
    [
      { files: 'a.ndjson', 'external-id': 'x' },
      'input external-id speaks of live AWS, but the file a.ndjson was given. Leave out one of them.',
    ],
    [{ files: 'a.ndjson', 'endpoint-url': 'http://127.0.0.1' }, 'input endpoint-url speaks of live AWS'],
    [{ files: 'a.ndjson\nb.ndjson' }, 'input files: one snapshot at a time, please, not a.ndjson, b.ndjson.'],
    [{ 'json-file': 'out', 'sarif-file': './out' }, '/out is named by two inputs. Give every file a name of its own.'],
    [{ files: 'a.ndjson', 'json-file': 'a.ndjson' }, '/a.ndjson is named by two inputs.'],
    [{ 'save-snapshot': 'a', 'json-file': 'a' }, '/a is named by two inputs.'],
  ])('%j make no sense', (inputs, sentence) => {
    expect(() => read(inputs)).toThrowError(sentence);
  });
});
