import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { planPath, writePlan } from '#app/remediation/read-plan.ts';
import { volumePlan } from '#test/remediation/plan-builder.ts';
import { folderWith } from '#test/support/folder.ts';
import { runFinops } from '#test/support/world.ts';

const plan = volumePlan();
const PATH = planPath(plan.id);

function folder(text = writePlan(plan)): string {
  const made = folderWith({ '.github/finops.yml': 'version: 1\n' });
  mkdirSync(join(made, '.finops/plans'), { recursive: true });
  writeFileSync(join(made, PATH), text);
  return made;
}

describe('finops remediate apply', () => {
  it('without --execute says what it would do, and what it could not ask', async () => {
    const ran = await runFinops(['remediate', 'apply', PATH], { cwd: folder() });
    expect(ran).toMatchObject({ status: 0, err: '' });
    expect(ran.out).toContain('Step       delete: ec2:DeleteVolume, delete the volume\n');
    expect(ran.out).toContain('not checked: GitHub was not asked (no GITHUB_TOKEN)');
    expect(ran.out).toContain('not checked: the cloud was not asked (no AWS credentials)');
    expect(ran.out).toContain('nothing was done (dry run; --execute does it)');
  });

  it('with --execute needs GitHub, whatever else is given', async () => {
    const env = { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'y' };
    const ran = await runFinops(['remediate', 'apply', PATH, '--execute'], { cwd: folder(), env });
    expect(ran).toMatchObject({ status: 2, out: '', err: expect.stringContaining('GITHUB_TOKEN is not set') });
  });

  it('refuses a plan that was changed, in one line', async () => {
    const ran = await runFinops(['remediate', 'apply', PATH], { cwd: folder(writePlan(plan).replace('web', 'db')) });
    expect(ran.status).toBe(3);
    expect(ran.err).toMatch(
      /^finops: \.finops\/plans\/\S+: the fingerprint is not that of state and tags; make the plan/,
    );
    expect(ran.err.trim().split('\n')).toHaveLength(1);
  });

  it.each([
    [['remediate', 'apply'], 'needs one PLAN'],
    [['remediate', 'apply', 'a', 'b'], 'needs one PLAN'],
    [['remediate', 'rollback'], 'needs one PLAN'],
    [['remediate', 'savings'], 'there is no warehouse'],
    [['remediate', 'verify', PATH], 'there is no warehouse'],
    [['remediate', 'undo'], 'there is no finops remediate undo'],
    [['remediate'], 'needs a verb'],
    [['remediate', 'find', '--cloud', 'mars'], '--cloud mars is not known'],
    [['remediate', 'find', '--cloud', 'aws'], 'needs a region'],
  ])('%s is refused with what to do', async (argv, what) => {
    const ran = await runFinops(argv, { cwd: folder() });
    expect(ran.status).toBe(2);
    expect(ran.err).toContain(what);
  });
});
