import { describe, expect, it } from 'vitest';
import { folderWith } from '#test/support/folder.ts';
import { runFinops } from '#test/support/world.ts';

/** More than the arguments that one call can have. */
const MANY = 300_000;
const VPC = 'resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }\n';
const plan = { format_version: '1.2', terraform_version: '1.9.0', resource_changes: [] };

describe('a run goes through', () => {
  it.each([
    ['a file of very many blocks', { 'main.tf': `${'locals {}\n'.repeat(MANY)}${VPC}` }, '1 free'],
    [
      'an attribute of very many references',
      { 'main.tf': `locals {\n a = 1\n b = [${'local.a, '.repeat(MANY)}]\n}\n${VPC}` },
      '1 free',
    ],
    [
      'a JSON file of very many blocks',
      { 'main.tf.json': JSON.stringify({ locals: Array(MANY).fill({}), resource: { aws_vpc: { v: {} } } }) },
      '1 free',
    ],
    [
      'a plan of very many modules',
      {
        'plan.json': JSON.stringify({
          ...plan,
          planned_values: { root_module: { child_modules: Array(MANY).fill({ address: 'module.a' }), resources: [] } },
        }),
      },
      '0 free',
    ],
  ] as const)('%s', async (_, files, coverage) => {
    const folder = folderWith(files);
    const [name = ''] = Object.keys(files);
    const ran = await runFinops(['estimate', name === 'plan.json' ? name : '.'], { cwd: folder });
    expect(ran).toMatchObject({ status: 0, err: '' });
    expect(ran.out).toContain(coverage);
  });
});
