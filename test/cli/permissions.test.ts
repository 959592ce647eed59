/** `trailproof permissions` on the command line: a policy, a role in two languages, and what does not go together. */
import { describe, expect, it } from 'vitest';
import { run } from '../cli.ts';

const ONE = ['permissions', '--rule', 'trail.kms-encrypted'];

describe.concurrent('permissions', () => {
  it('are a policy where nothing else is said', async () => {
    const { code, stdout } = await run(ONE);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).Statement).toEqual([
      {
        Sid: 'TrailproofReads',
        Effect: 'Allow',
        Action: ['cloudtrail:DescribeTrails', 'ec2:DescribeRegions'],
        Resource: '*',
      },
    ]);
  });

  it.each([
    ['cloudformation', /^Resources:\n {2}AuditRole:\n {4}Type: AWS::IAM::Role\n/m],
    ['terraform', /^resource "aws_iam_role" "audit" \{\n/m],
  ])('are a role as %s', async (format, start) => {
    const { code, stdout, stderr } = await run([...ONE, '--format', format]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(start);
    expect(stdout).toContain('cloudtrail:DescribeTrails');
    expect(stdout).not.toContain('sns:');
  });

  it('of the caller are no role', async () => {
    const { code, stderr } = await run([...ONE, '--caller', '--format', 'terraform']);
    expect(code).toBe(2);
    expect(stderr).toBe(
      'trailproof: --caller is a policy for whoever runs trailproof, not a role: leave out --format, or --caller.\n',
    );
  });

  it('are written in no other format', async () => {
    const { code, stderr } = await run([...ONE, '--format', 'yaml']);
    expect(code).toBe(2);
    expect(stderr).toContain('Allowed choices are json, cloudformation, terraform.');
  });
});
