import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { jobCommand } from '#app/cli/job-command.ts';
import { JOBS } from '#scheduled/jobs.ts';
import { repositoryRoot } from '../support/shared.ts';
import { runFinops } from '../support/world.ts';

const FOLDER = join(repositoryRoot, 'scheduled');
/** What every job is made of, and no job itself. */
const SHARED: readonly string[] = ['job.ts', 'jobs.ts', 'notify-ports.ts', 'tell-incidents.ts'];

describe('the table of jobs', () => {
  it('names exactly the files of the folder', () => {
    const files = readdirSync(FOLDER).filter((name) => name.endsWith('.ts') && !SHARED.includes(name));
    expect(files.map((name) => name.replace(/\.ts$/, '')).sort()).toEqual([...JOBS.keys()].sort());
  });

  it('names exactly the workflows to copy', () => {
    const files = readdirSync(join(FOLDER, 'workflows')).map((name) => name.replace(/\.yml$/, ''));
    // A merged plan is executed by a workflow of its own, with other credentials.
    expect(files.filter((name) => name !== 'apply-plan').sort()).toEqual([...JOBS.keys()].sort());
  });

  it.each([...JOBS])(
    '%s says what it does, has options of the command only, and is what its workflow runs',
    async (name, load) => {
      const job = await load();
      expect(job.name).toBe(name);
      expect(job.summary).toMatch(/^[A-Z].{10,}[^.]$/);
      expect(jobCommand.options).toMatchObject(job.options);
      const text = readFileSync(join(FOLDER, `${name}.ts`), 'utf8');
      expect(text).toMatch(/\/\*\*[\s\S]+\*\/\nexport const \w+Job: Job = /);
      // By itself, or through the reusable workflow of that name, which runs the Action.
      const runs = new RegExp(`dist/cli\\.js job ${name} |/\\.github/workflows/${name}\\.yml@`);
      expect(readFileSync(join(FOLDER, 'workflows', `${name}.yml`), 'utf8')).toMatch(runs);
      expect(jobCommand.summary).toContain(name);
    },
  );

  it('is there', () => {
    expect(existsSync(FOLDER)).toBe(true);
    expect(JOBS.size).toBeGreaterThan(0);
  });
});

describe('finops job', () => {
  it('says which jobs there are when the name is not one', async () => {
    const { status, out, err } = await runFinops(['job', 'constructor']);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toBe(`finops: there is no job constructor; choose ${[...JOBS.keys()].join(', ')}\n`);
  });

  it.each([[[]], [['refresh-prices', 'detect']]])('needs one name: %j', async (names) => {
    const { status, err } = await runFinops(['job', ...names]);
    expect(status).toBe(2);
    expect(err).toContain(`finops job needs the NAME of one job; choose ${[...JOBS.keys()].join(', ')}`);
  });
});
