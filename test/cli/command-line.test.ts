import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '#app/cli/commands.ts';
import { folderWith } from '#test/support/folder.ts';
import { repositoryRoot } from '#test/support/shared.ts';
import { runFinops } from '#test/support/world.ts';

describe('finops', () => {
  it('tells its version', async () => {
    const { version } = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8')) as { version: string };
    expect(await runFinops(['--version'])).toEqual({ status: 0, out: `finops ${version}\n`, err: '' });
  });

  it('without a command shows all of them and ends as wrong usage', async () => {
    const ran = await runFinops([]);
    expect(ran.status).toBe(2);
    for (const name of COMMANDS.keys()) expect(ran.out).toContain(`\n  ${name} `);
  });

  it.each([...COMMANDS.keys()])('%s --help ends with an example of itself', async (name) => {
    const ran = await runFinops([name, '--help']);
    expect(ran.status).toBe(0);
    expect(ran.out).toMatch(new RegExp(`\\nExample:\\n  .*finops ${name}`));
    expect(ran.out, 'every option is explained').not.toMatch(/^ {2}--\S+( VALUE)? *$/m);
  });
});

describe('what a person typed', () => {
  it('names an empty directory as it was typed', async () => {
    const folder = folderWith({ 'empty/.keep': '' });
    const ran = await runFinops(['estimate', 'empty'], { cwd: folder });
    expect(ran.status).toBe(3);
    expect(ran.err).toMatch(/^finops: empty: nothing to estimate was found here; name a directory/);
  });

  it('is not mistaken for free: what is new has no prior', async () => {
    const folder = folderWith({
      'main.tf':
        'provider "aws" { region = "us-east-1" }\nresource "aws_nat_gateway" "a" {}\nresource "aws_vpc" "b" {}\n',
    });
    const ran = await runFinops(['diff', '--planned', '.'], { cwd: folder });
    expect(ran.out).toMatch(/\+ aws_nat_gateway\.a +– +\$32\.85 +\+\$32\.85/);
    expect(ran.out).toMatch(/\+ aws_vpc\.b +– +free +free/);
  });

  it('in a broken document is named with its line in the table', async () => {
    const folder = folderWith({ 'a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n---\nkind: [Pod\n' });
    const ran = await runFinops(['estimate', 'a.yaml'], { cwd: folder });
    expect(ran.status).toBe(3);
    expect(ran.out).toMatch(/error: a\.yaml:\d+:\d+: /);
  });
});
