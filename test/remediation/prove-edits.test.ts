import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '#app/config/finops-config.ts';
import { estimateInputs } from '#app/flows/estimate-inputs.ts';
import { findRemediations } from '#app/flows/find-remediations.ts';
import { proveEdit } from '#app/flows/prove-edits.ts';
import { readInputs } from '#app/flows/read-inputs.ts';
import { decimalText } from '#app/measure/decimal.ts';
import { estimateDeps, type Files, inputRequest } from './support.ts';

const PROVIDER = { 'provider.tf': 'provider "aws" {\n  region = "us-east-1"\n}\n' };

/** Each finding of gp2 with what came of its proof. */
function prove(files: Files, remedy = 'ebs-gp2-to-gp3') {
  const request = inputRequest({ ...PROVIDER, ...files });
  const deps = estimateDeps();
  const inputs = readInputs(request);
  const found = { request, inputs, estimate: estimateInputs(inputs, deps), settings: DEFAULT_CONFIG.remediation };
  return findRemediations(found, deps)
    .findings.filter((each) => each.finding.remedy === remedy)
    .map((code) => ({ code, proof: proveEdit(found, code, deps) }));
}

const volume = (name: string, lines: string): string =>
  `resource "aws_ebs_volume" "${name}" {\n  availability_zone = "us-east-1a"\n${lines}}\n`;

function only<T>(items: readonly T[]): T {
  expect(items).toHaveLength(1);
  return items[0] as T;
}

describe('an edit is proven by evaluating the edited code', () => {
  it('and then saves what the finding promised, with every other byte as it was', () => {
    const text = `# before\n${volume('x', '  size = 100 # GiB\n  type = "gp2"   # why\n')}\n// after\n`;
    const { code, proof } = only(prove({ 'main.tf': text }));
    expect(proof.kind).toBe('proven');
    if (proof.kind !== 'proven') return;
    expect(proof.files.get('main.tf')).toBe(text.replace('"gp2"', '"gp3"'));
    expect(decimalText((proof.monthlyChange as NonNullable<typeof proof.monthlyChange>).amount)).toBe('-2');
    expect(code.finding.savings.state).toBe('known');
  });

  it('where one literal feeds several resources, in modules too, as one finding that names all', () => {
    const { code, proof } = only(
      prove({
        'main.tf':
          'locals {\n  disk = "gp2"\n}\nmodule "a" {\n  source = "./m"\n  disk   = local.disk\n}\nmodule "b" {\n  source = "./m"\n  disk   = local.disk\n}\n',
        'm/main.tf': `variable "disk" {}\n${volume('x', '  size = 100\n  type = var.disk\n')}`,
      }),
    );
    expect(code.finding.resources.map((each) => each.address)).toEqual([
      'module.a.aws_ebs_volume.x',
      'module.b.aws_ebs_volume.x',
    ]);
    expect(proof.kind === 'proven' ? [...proof.files.keys()] : proof.reason).toEqual(['main.tf']);
  });

  it('in the variable file of each environment alone', () => {
    const found = prove({
      'main.tf': `variable "disk" {}\n${volume('x', '  size = 100\n  type = var.disk\n')}`,
      'dev.tfvars': 'disk = "gp2"\n',
      'prod.tfvars': 'disk = "gp2"\n',
    });
    expect(found.map(({ proof }) => (proof.kind === 'proven' ? [...proof.files.keys()] : proof.reason))).toEqual([
      ['dev.tfvars'],
      ['prod.tfvars'],
    ]);
  });
});

describe('an edit is refused', () => {
  it('where its literal also feeds a resource that the remedy did not mean', () => {
    const { proof } = only(
      prove({
        'main.tf': `locals {\n  kind = "gp2"\n}\n${volume('x', '  size = 100\n  type = local.kind\n')}resource "aws_ssm_parameter" "p" {\n  name  = "kind"\n  type  = "String"\n  value = local.kind\n}\n`,
      }),
    );
    expect(proof).toEqual({ kind: 'refuted', reason: 'it would also change aws_ssm_parameter.p in main' });
  });

  it('where one block makes volumes that need different values', () => {
    const { code, proof } = only(
      prove({
        'main.tf': `${volume('x', '  for_each = { a = 2000, b = 3000 }\n  size = each.value\n  type = "gp2"\n')}`,
      }),
    );
    expect(code.finding.edits.kind).toBe('declined');
    expect(proof.kind === 'refuted' ? proof.reason : '').toContain('need different values');
  });

  it('where the value is computed, or Terraform ignores its changes', () => {
    const computed = only(prove({ 'main.tf': volume('x', '  size = 100\n  type = format("gp%d", 2)\n') }));
    expect(computed.proof).toEqual({ kind: 'refuted', reason: 'it is computed by format()' });
    const ignored = '  size = 100\n  type = "gp2"\n  lifecycle {\n    ignore_changes = [type]\n  }\n';
    expect(only(prove({ 'main.tf': volume('x', ignored) })).proof).toEqual({
      kind: 'refuted',
      reason: 'lifecycle.ignore_changes leaves type alone',
    });
  });

  it('where it would change a module that was fetched', () => {
    const { proof } = only(
      prove({
        'main.tf': 'module "m" {\n  source = "acme/m/aws"\n}\n',
        '.terraform/modules/modules.json':
          '{"Modules":[{"Key":"m","Source":"registry.terraform.io/acme/m/aws","Version":"1.0.0","Dir":".terraform/modules/m"}]}',
        '.terraform/modules/m/main.tf': volume('x', '  size = 100\n  type = "gp2"\n'),
      }),
    );
    expect(proof).toEqual({ kind: 'refuted', reason: 'it is set in a module that was fetched' });
  });

  it('where an output of the module decides how many of something there are', () => {
    const { proof } = only(
      prove({
        'main.tf': `locals {\n  kind = "gp2"\n}\n${volume('x', '  size = 100\n  type = local.kind\n')}resource "aws_eip" "y" {\n  count = local.kind == "gp2" ? 1 : 0\n}\n`,
      }),
    );
    expect(proof).toEqual({ kind: 'refuted', reason: 'it would also delete aws_eip.y[0] in main' });
  });

  it('where a precondition no longer holds', () => {
    const files = {
      'main.tf': `variable "disk" {\n  default = "gp2"\n  validation {\n    condition     = var.disk == "gp2"\n    error_message = "only gp2"\n  }\n}\n${volume('x', '  size = 100\n  type = var.disk\n')}`,
    };
    const { proof } = only(prove(files));
    expect(proof.kind === 'refuted' ? proof.reason : '').toContain('the edited code does not evaluate');
  });
});

it('what is sensitive is not printed: there is no finding', () => {
  const text = `variable "disk" {\n  default   = "gp2"\n  sensitive = true\n}\n${volume('x', '  size = 100\n  type = var.disk\n')}`;
  expect(prove({ 'main.tf': text })).toEqual([]);
});

it('a file that is not UTF-8 is not rewritten', () => {
  const bytes = Buffer.concat([
    Buffer.from('# '),
    Buffer.from([0xff, 0x0a]),
    Buffer.from(volume('x', '  size = 100\n  type = "gp2"\n')),
  ]);
  const files = new Map<string, string>([['main.tf', bytes as unknown as string]]);
  const [found] = prove(Object.fromEntries(files));
  expect(found?.proof).toMatchObject({ kind: 'refuted' });
});
