import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { policyInput, policyResource } from '#test/policy/policy-input.ts';
import { folderWith } from '#test/support/folder.ts';
import { runFinops } from '#test/support/world.ts';

const LIMIT = `package finops.limit

deny contains {"msg": "too dear", "resource": r.address} if {
	some r in input.resources
	r.planned.monthlyCost > 50
}
`;
const LIMIT_TEST = `package finops.limit_test

import data.finops.limit

test_dear_is_denied if count(limit.deny) == 1 with input as {"resources": [{"address": "a", "planned": {"monthlyCost": 51}}]}

test_cheap_passes if count(limit.deny) == 0 with input as {"resources": [{"address": "a", "planned": {"monthlyCost": 1}}]}
`;

describe('finops policy check', () => {
  it('takes what the gate takes', async () => {
    const cwd = folderWith({ 'p/limit.rego': LIMIT });
    const ran = await runFinops(['policy', 'check', '--strict', 'p'], { cwd });
    expect(ran).toMatchObject({ status: 0, err: '' });
    expect(ran.out).toContain('finops.limit.deny  p/limit.rego:3');
  });

  it.each([
    ['a field that the input does not have', 'input.resource', /p\/x\.rego:4:\d+: .*undefined ref/],
    [
      'a function that reaches outside',
      'http.send({"method": "get", "url": "https://example.com"})',
      /no policy may call http\.send/,
    ],
    ['a variable that is not used', 'y := 1', /assigned var y unused|var y/],
  ])('refuses %s, at its line', async (_name, expression, message) => {
    const cwd = folderWith({ 'p/x.rego': `package finops.x\n\ndeny contains "no" if {\n\t${expression}\n}\n` });
    const ran = await runFinops(['policy', 'check', 'p'], { cwd });
    expect(ran.status).toBe(1);
    expect(ran.out).toMatch(message);
    expect(ran.out).toContain('p/x.rego:4');
  });

  it('ends with 3 where there is nothing, and with 2 for a verb that is none', async () => {
    expect((await runFinops(['policy', 'check', 'nowhere'], { cwd: folderWith({}) })).status).toBe(3);
    expect((await runFinops(['policy', 'check'], { cwd: folderWith({}) })).status).toBe(3);
    expect((await runFinops(['policy', 'lint'], { cwd: folderWith({}) })).status).toBe(2);
  });
});

describe('finops policy check, test, fmt and build', () => {
  it.each(['check', 'test', 'fmt', 'build'])('%s does not take --opa, and says why', async (verb) => {
    const ran = await runFinops(['policy', verb, '--opa'], {
      cwd: folderWith({ '.finops/policies/limit.rego': LIMIT }),
    });
    expect(ran.status).toBe(2);
    expect(ran.err).toMatch(/--opa is for eval.*; leave --opa out, or run opa itself/);
  });
});

describe('finops policy test', () => {
  it('passes, with the lines that are reached', async () => {
    const cwd = folderWith({ '.finops/policies/limit.rego': LIMIT, '.finops/policies/limit_test.rego': LIMIT_TEST });
    const ran = await runFinops(['policy', 'test', '--threshold', '100'], { cwd });
    expect(ran.out).toContain('2 of 2 tests pass; they reach 100.0 % of the lines.');
    expect(ran.status).toBe(0);
  });

  it('fails with a test that fails, names it, and with too few lines reached', async () => {
    const failing = LIMIT_TEST.replace('== 0', '== 7');
    const cwd = folderWith({ 'p/limit.rego': LIMIT, 'p/limit_test.rego': failing, 'q/limit.rego': LIMIT });
    const ran = await runFinops(['policy', 'test', 'p'], { cwd });
    expect(ran.status).toBe(1);
    expect(ran.out).toContain('FAIL  finops.limit_test.test_cheap_passes p/limit_test.rego:7');
    expect((await runFinops(['policy', 'test', 'q', '--threshold', '1'], { cwd })).status).toBe(1);
    expect((await runFinops(['policy', 'test', 'q', '--threshold', 'x'], { cwd })).status).toBe(2);
  });

  it('fails where nothing compiles', async () => {
    const cwd = folderWith({ 'p/x.rego': 'package finops.x\n\ndeny contains {\n' });
    const ran = await runFinops(['policy', 'test', 'p', '--format', 'json'], { cwd });
    expect(ran.status).toBe(1);
    expect(JSON.parse(ran.out).faults[0]).toMatchObject({ file: 'p/x.rego' });
  });
});

describe('finops policy fmt', () => {
  const untidy = 'package finops.x\n\ndeny contains   "no" if {\n  input.now == ""\n}\n';

  it('names files, shows the difference, and changes them only with --write', async () => {
    const cwd = folderWith({ 'p/x.rego': untidy, 'p/limit.rego': LIMIT });
    const named = await runFinops(['policy', 'fmt', 'p'], { cwd });
    expect(named).toMatchObject({ status: 1, out: 'p/x.rego\n' });
    const shown = await runFinops(['policy', 'fmt', 'p', '--diff'], { cwd });
    expect(shown.status).toBe(1);
    expect(shown.out).toBe(
      '--- p/x.rego\n+++ p/x.rego\n@@ -1,6 +1,6 @@\n package finops.x\n \n-deny contains   "no" if {\n-  input.now == ""\n+deny contains "no" if {\n+\tinput.now == ""\n }\n \n',
    );
    expect(readFileSync(join(cwd, 'p/x.rego'), 'utf8')).toBe(untidy);
    expect((await runFinops(['policy', 'fmt', 'p', '--write'], { cwd })).status).toBe(0);
    expect(await runFinops(['policy', 'fmt', 'p'], { cwd })).toMatchObject({ status: 0, out: '' });
  });

  it('ends with 3 for what does not parse', async () => {
    const cwd = folderWith({ 'p/x.rego': 'package finops.x\n\ndeny contains {\n' });
    const ran = await runFinops(['policy', 'fmt', 'p'], { cwd });
    expect(ran.status).toBe(3);
    expect(ran.err).toContain('p/x.rego:4: unexpected eof');
  });
});

describe('finops policy build', () => {
  it('writes one WASM module with an entry point for each rule', async () => {
    const cwd = folderWith({ 'p/limit.rego': LIMIT });
    const ran = await runFinops(['policy', 'build', 'p', '--out', 'own.wasm'], { cwd });
    expect(ran.status).toBe(0);
    expect(ran.out).toContain('finops/limit/deny');
    // https://webassembly.github.io/spec/core/binary/modules.html: magic and version.
    expect([...readFileSync(join(cwd, 'own.wasm')).subarray(0, 8)]).toEqual([0, 97, 115, 109, 1, 0, 0, 0]);
  });
});

describe('finops policy eval', () => {
  const input = JSON.stringify(policyInput({ resources: [policyResource()] }));

  it('denies with the status of the gate, and allows', async () => {
    const cheap = JSON.stringify(policyInput({ resources: [] }));
    const cwd = folderWith({ 'p/limit.rego': LIMIT, 'dear.json': input, 'cheap.json': cheap });
    const dear = await runFinops(['policy', 'eval', 'p', '--input', 'dear.json', '--format', 'json'], { cwd });
    expect(dear.status).toBe(1);
    expect(JSON.parse(dear.out).results).toContainEqual(
      expect.objectContaining({ id: 'limit/deny', outcome: 'deny', resource: 'aws_instance.web', file: 'main.tf' }),
    );
    expect((await runFinops(['policy', 'eval', 'p', '--input', 'cheap.json'], { cwd })).status).toBe(0);
  });

  it('refuses an input that is none, and does without a verdict', async () => {
    const cwd = folderWith({ 'p/limit.rego': LIMIT, 'a.json': '{"schema": "finops.policy/v1"}', 'b.json': '{' });
    for (const file of ['a.json', 'b.json', 'c.json']) {
      expect((await runFinops(['policy', 'eval', 'p', '--input', file], { cwd })).status).toBe(3);
    }
    expect((await runFinops(['policy', 'eval', 'p'], { cwd })).status).toBe(2);
  });

  const OLD = `package infracost

deny[out] {
	limit := 100
	out := {"msg": sprintf("adds %s", [input.diffTotalMonthlyCost]), "failed": to_number(input.diffTotalMonthlyCost) >= limit}
}
`;
  const NEW = `package main

warn contains msg if {
	some project in input.projects
	some resource in project.breakdown.resources
	resource.resourceType == "aws_nat_gateway"
	msg := sprintf("%s is a gateway", [resource.name])
}
`;

  it('runs policies that were written for Infracost or conftest over an estimate', async () => {
    const estimate = (total: string): string =>
      JSON.stringify({
        version: '0.2',
        diffTotalMonthlyCost: total,
        projects: [{ breakdown: { resources: [{ name: 'aws_nat_gateway.n', resourceType: 'aws_nat_gateway' }] } }],
      });
    const cwd = folderWith({
      'old/p.rego': OLD,
      'new/p.rego': NEW,
      'dear.json': estimate('100'),
      'cheap.json': estimate('99.99'),
      'odd.json': estimate('many'),
    });
    const run = (folder: string, file: string) =>
      runFinops(['policy', 'eval', folder, '--input', file, '--input-format', 'infracost'], { cwd });
    const dear = await run('old', 'dear.json');
    expect(dear.status).toBe(1);
    expect(dear.out).toContain('adds 100');
    expect((await run('old', 'cheap.json')).status).toBe(0);
    // to_number("many") fails; in OPA's default it would be undefined, an empty set, an allow.
    expect((await run('old', 'odd.json')).status).toBe(5);
    const warned = await run('new', 'dear.json');
    expect(warned.status).toBe(0);
    expect(warned.out).toContain('WARN  main.warn: aws_nat_gateway.n is a gateway');
  });

  /** The shapes of the examples that Infracost and conftest publish: `deny_<id>[msg]` in Rego v0, hourly costs, parts. */
  it('runs rules with suffixes, over hourly costs and subresources of an estimate of ours', async () => {
    const policy = `package main

deny_hourly[message] {
	resource := input.projects[_].breakdown.resources[_]
	startswith(resource.name, "aws_instance.")
	limit = 4.5
	to_number(resource.hourlyCost) > limit
	message := sprintf("%s costs more than %.2f an hour", [resource.name, limit])
}

deny_operations[message] {
	resource := input.projects[_].breakdown.resources[_]
	part := resource.subresources[_].costComponents[_]
	part.name == "Provisioned IOPS"
	to_number(part.monthlyCost) > 4000
	message := sprintf("%s pays %v for IOPS", [resource.name, part.monthlyCost])
}

warn_total[message] {
	to_number(input.diffTotalMonthlyCost) >= 1000000
	message := "a million"
}
`;
    const machine = (name: string, type: string, iops: string): string =>
      `resource "aws_instance" "${name}" {\n  ami = "a"\n  instance_type = "${type}"\n${iops}}\n`;
    const disk = '  root_block_device {\n    volume_type = "io1"\n    volume_size = 1000\n    iops = 64000\n  }\n';
    const cwd = folderWith({
      'main.tf': `provider "aws" { region = "us-east-1" }\n${machine('web', 'm5.24xlarge', disk)}${machine('small', 't3.nano', '')}`,
      'p/p.rego': policy,
    });
    const diff = await runFinops(['diff', '--planned', '.', '--format', 'json', '--out', 'e.json'], { cwd });
    expect(diff.status).toBe(0);
    const ran = await runFinops(['policy', 'eval', 'p', '--input', 'e.json', '--input-format', 'infracost'], { cwd });
    // m5.24xlarge is 4.608 USD an hour, io1 0.065 USD for each IOPS: 64,000 × 0.065 = 4,160 (aws.amazon.com, 2026-10-01).
    expect(ran.out).toContain('DENY  main.deny_hourly: aws_instance.web costs more than 4.50 an hour');
    expect(ran.out).toContain('DENY  main.deny_operations: aws_instance.web pays 4160 for IOPS');
    expect(ran.out).not.toContain('small');
    expect(ran.status).toBe(1);
  });
});
