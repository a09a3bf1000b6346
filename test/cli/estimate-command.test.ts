import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from '#test/support/folder.ts';
import { runFinops } from '#test/support/world.ts';

const NAT = 'provider "aws" {\n  region = "us-east-1"\n}\nresource "aws_nat_gateway" "n" {}\n';

describe('finops estimate', () => {
  it('prints the document that tools which read Infracost JSON understand', async () => {
    const ran = await runFinops(['estimate', folderWith({ 'main.tf': NAT }), '--format', 'json']);
    expect(ran.status).toBe(0);
    const document = JSON.parse(ran.out);
    expect(document).toMatchObject({
      version: '0.2',
      currency: 'USD',
      totalMonthlyCost: '32.85',
      coverage: { priced: 1, free: 0, unsupported: 0, unpriced: 0, unknown: 0 },
      priceBook: { currency: 'USD' },
    });
    const [resource] = document.projects[0].breakdown.resources;
    expect(resource).toMatchObject({
      name: 'aws_nat_gateway.n',
      resourceType: 'aws_nat_gateway',
      support: 'priced',
      monthlyCost: '32.85',
      hourlyCost: '0.045',
      metadata: { filename: 'main.tf', startLine: 4, endLine: 4 },
    });
    expect(resource.costComponents[0]).toMatchObject({
      unit: 'hours',
      monthlyQuantity: '730',
      hourlyQuantity: '1',
      price: '0.045',
      priceState: 'priced',
      quantityOrigin: 'configuration',
    });
    expect(resource.costComponents[1]).toMatchObject({ monthlyCost: null, priceState: 'usage' });
  });

  it('keeps a sensitive value out of all output, also as the name of a tag or the source of a module', async () => {
    const folder = folderWith({
      'main.tf': `variable "pw" {
  sensitive = true
  default   = "hunter2"
}
resource "aws_instance" "i" {
  instance_type = var.pw
  tags          = { (var.pw) = "x", b = var.pw, c = tonumber(var.pw) }
}
resource "aws_instance" "c" { count = var.pw }
resource "aws_instance" "e" { for_each = toset([var.pw]) }
module "m" { source = "./\${var.pw}" }
`,
    });
    for (const command of [
      ['estimate', folder],
      ['gate', '--planned', folder],
      ['diff', '--planned', folder],
    ])
      for (const format of ['table', 'json']) {
        const ran = await runFinops([...command, '--format', format]);
        expect(ran.out + ran.err).not.toContain('hunter2');
        expect(ran.out).toContain('aws_instance.i');
      }
  });

  it('keeps a value that the environment sets out of all output', async () => {
    const folder = folderWith({
      'main.tf': 'variable "t" {}\nresource "aws_instance" "i" {\n  instance_type = var.t\n  tags = { a = var.t }\n}\n',
    });
    const ran = await runFinops(['estimate', folder, '--format', 'json'], { env: { TF_VAR_t: 'm5.large' } });
    expect(ran.out).not.toContain('m5.large');
    expect(ran.out).toContain('(sensitive)');
  });

  it('names a currency for which there is no rate', async () => {
    const ran = await runFinops(['estimate', folderWith({ 'main.tf': NAT }), '--currency', 'EUR']);
    expect(ran.status).toBe(2);
  });
});

describe('bad input ends with one line and its own status:', () => {
  const cases: readonly (readonly [string, () => readonly string[], number, RegExp])[] = [
    [
      'a path that does not exist',
      () => ['estimate', '/no/such/place'],
      3,
      /no such file or directory; check the path/,
    ],
    ['an empty directory', () => ['estimate', folderWith({})], 3, /nothing to estimate was found/],
    [
      'a truncated plan',
      () => ['estimate', join(folderWith({ 'p.json': '{"format_version":"1.2",\n"planned' }), 'p.json')],
      3,
      /p\.json:2:.*ends too early/,
    ],
    [
      'a plan of a newer format',
      () => ['estimate', join(folderWith({ 'p.json': '{"format_version":"2.0","planned_values":{}}' }), 'p.json')],
      3,
      /2\.0 is newer/,
    ],
    [
      'JSON that is no plan',
      () => ['estimate', join(folderWith({ 'p.json': '{"a":1}' }), 'p.json')],
      3,
      /neither a Terraform plan/,
    ],
    [
      'a file over --max-input',
      () => ['estimate', join(folderWith({ 'p.json': `{"a":"${'x'.repeat(5000)}"}` }), 'p.json'), '--max-input', '4KB'],
      3,
      /more than the 4000 allowed/,
    ],
    [
      'a configuration with a misspelt key',
      () => ['estimate', folderWith({ 'main.tf': NAT, '.github/finops.yml': 'version: 1\ncurency: USD\n' })],
      2,
      /finops\.yml:2: unknown key curency/,
    ],
    [
      'a configuration that names a missing file',
      () => ['estimate', folderWith({ 'main.tf': NAT, '.github/finops.yml': 'version: 1\nusage: gone.yml\n' })],
      2,
      /gone\.yml/,
    ],
    ['an unknown option', () => ['estimate', '--no-such'], 2, /no-such.*--help/],
    ['an unknown command', () => ['estimat'], 2, /no command estimat/],
    [
      'a usage file that is no YAML',
      () => [
        'estimate',
        folderWith({ 'main.tf': NAT, 'u.yml': 'a: [\n' }),
        '--usage-file',
        join(folderWith({ 'u.yml': 'a: [\n' }), 'u.yml'),
      ],
      2,
      /u\.yml/,
    ],
    [
      'a missing variable file',
      () => ['estimate', folderWith({ 'main.tf': NAT }), '--var-file', 'gone.tfvars'],
      2,
      /gone\.tfvars/,
    ],
    [
      'Terraform that does not parse',
      () => ['estimate', folderWith({ 'main.tf': `${NAT}resource "aws_x" {\n` })],
      3,
      /main\.tf:5/,
    ],
  ];
  it.each(cases)('%s', async (_, argv, status, line) => {
    const ran = await runFinops(argv());
    expect(ran.err).toMatch(line);
    expect(ran.status).toBe(status);
    expect(ran.err.trim().split('\n')).toHaveLength(1);
  });

  it('errors are JSON where JSON was asked for', async () => {
    const ran = await runFinops(['estimate', '/no/such/place', '--format', 'json']);
    expect(JSON.parse(ran.out).error).toMatchObject({ code: 'input', exitStatus: 3 });
  });
});

describe('finops diff --git-base', () => {
  it('compares the working tree with the merge base, even when the repository configures programs to run', async () => {
    const folder = folderWith({ 'infra/main.tf': NAT });
    const git = (...args: string[]) =>
      execFileSync('git', ['-C', folder, '-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args]);
    git('init', '-q', '-b', 'main');
    git('add', '.');
    git('commit', '-qm', 'one');
    git('checkout', '-qb', 'change');
    writeFileSync(join(folder, 'infra/main.tf'), `${NAT}resource "aws_nat_gateway" "m" {}\n`);
    const ran = await runFinops(['diff', '--git-base', 'main', join(folder, 'infra'), '--format', 'json']);
    expect(ran.err).toBe('');
    expect(JSON.parse(ran.out)).toMatchObject({
      pastTotalMonthlyCost: '32.85',
      totalMonthlyCost: '65.7',
      diffTotalMonthlyCost: '32.85',
    });
  });

  it('with an unknown ref says what to fetch', async () => {
    const ran = await runFinops(['diff', '--git-base', 'no-such-ref', '.']);
    expect(ran.status).toBe(3);
    expect(ran.err).toContain('fetch it first');
  });
});
