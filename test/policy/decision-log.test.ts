import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addressMasks } from '#app/policy/mask-addresses.ts';
import { maskDecision } from '#app/policy/mask-decision.ts';
import { folderWith } from '#test/support/folder.ts';
import { runFinops } from '#test/support/world.ts';
import { policyInput, policyResource } from './policy-input.ts';
import { custom, decide } from './support.ts';

const MAIN = `provider "aws" {
  region = "us-east-1"
}
resource "aws_instance" "w" {
  ami           = "ami-1"
  instance_type = "m5.large"
  tags          = { owner = "jo.doe@example.com", note = "kept" }
}
`;
const CONFIG = 'version: 1\npolicies:\n  packs:\n    tags: { level: hard, required: [team] }\n';
const OWN = `package finops.own

deny contains {"msg": sprintf("%s owns it", [r.tags.owner]), "resource": r.address} if some r in input.resources
`;
const MASK = `package system.log

mask contains "/input/resources/0/tags/note"

mask contains {"op": "upsert", "path": "/input/environment", "value": "hidden"} if input.decision_id
`;

describe('the decision log of the gate', () => {
  it('holds each decision in a line, masked, and each can be made again', async () => {
    const cwd = folderWith({ 'main.tf': MAIN, '.github/finops.yml': CONFIG, '.finops/policies/own.rego': OWN });
    const gate = ['gate', '--planned', '.', '--decision-log', 'log.jsonl', '--format', 'json'];
    const first = await runFinops(gate, { cwd });
    expect(first.status).toBe(1);
    writeFileSync(join(cwd, '.finops/policies/mask.rego'), MASK);
    await runFinops(gate, { cwd });
    const log = readFileSync(join(cwd, 'log.jsonl'), 'utf8');
    expect(statSync(join(cwd, 'log.jsonl')).mode & 0o077).toBe(0);
    expect(log).not.toContain('jo.doe');
    const [one, two] = log
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    // https://www.openpolicyagent.org/docs/management-decision-logs: what readers of OPA's events look for.
    expect(one).toMatchObject({
      decision_id: JSON.parse(first.out).decisionId,
      labels: { policy_digest: JSON.parse(first.out).policyDigest },
      path: 'finops/gate/findings',
      result: { decision: 'deny' },
      timestamp: '2026-11-25T12:00:00.000Z',
      erased: [],
    });
    expect(one.metrics.timer_rego_query_eval_ns).toBeGreaterThan(0);
    expect(one.input.resources[0].tags).toEqual({ owner: '(e-mail)', note: 'kept' });
    expect(one.masked).toContain('/input/resources/0/tags/owner');
    expect(two.input.resources[0].tags).toEqual({ owner: '(e-mail)' });
    expect(two.erased).toEqual(['/input/resources/0/tags/note']);
    expect(two.input.environment).toBe('hidden');
    for (const { decision_id: id } of [one, two]) {
      const again = ['policy', 'eval', '--replay', id, '--decision-log', 'log.jsonl', '--format', 'json'];
      const replayed = await runFinops(again, { cwd });
      expect(replayed.status).toBe(1);
      expect(JSON.parse(replayed.out)).toMatchObject({
        decision: 'deny',
        decisionId: id,
        replay: { same: true, samePolicies: true },
      });
    }
  });

  it('says so when the decision is not the recorded one', async () => {
    const { event } = await decide({ input: policyInput(), customPolicies: [] });
    const forged = { ...event, result: { ...event.result, decision: 'deny' } };
    const cwd = folderWith({ 'd.json': JSON.stringify(forged, null, 2) });
    const ran = await runFinops(['policy', 'eval', '--replay', 'd.json'], { cwd });
    expect(ran.status).toBe(5);
    expect(ran.err).toContain('not the recorded one');
  });

  it('records what could not be read as the reason of an error, and replays it', async () => {
    const cwd = folderWith({ 'main.tf': MAIN, 'broken.tf': 'resource "aws_instance" {' });
    const ran = await runFinops(['gate', '--planned', '.', '--decision-log', 'log.jsonl'], { cwd });
    expect(ran.status).toBe(5);
    const event = JSON.parse(readFileSync(join(cwd, 'log.jsonl'), 'utf8'));
    expect(event.result.decision).toBe('error');
    expect(event.request_context.unread[0].id).toBe('input/unreadable');
    const replayed = await runFinops(['policy', 'eval', '--replay', 'log.jsonl', '--format', 'json'], { cwd });
    expect(JSON.parse(replayed.out)).toMatchObject({ decision: 'error', replay: { same: true } });
  });

  it.each([
    ['fails', 'mask contains to_number("x")'],
    ['is no set of pointers', 'mask := {"a": 1}'],
    ['does not compile', 'mask contains "/input" if {'],
  ])('writes nothing when the mask %s', async (_name, rule) => {
    const cwd = folderWith({ 'main.tf': MAIN, '.finops/policies/mask.rego': `package system.log\n\n${rule}\n` });
    writeFileSync(join(cwd, 'log.jsonl'), '');
    const ran = await runFinops(['gate', '--planned', '.', '--decision-log', 'log.jsonl'], { cwd });
    expect(ran.status).toBe(5);
    expect(readFileSync(join(cwd, 'log.jsonl'), 'utf8')).toBe('');
  });
});

describe('masks', () => {
  it('take out what wildcards name, leave other places in a list, and touch nothing outside of their three parts', async () => {
    const resources = [policyResource({ address: 'a.b' }), policyResource({ address: 'c/d' })];
    const { event } = await decide({ input: policyInput({ resources }) });
    const masked = maskDecision(event, [
      { op: 'remove', path: '/input/resources/*/tags' },
      { op: 'remove', path: '/decision_id' },
      { op: 'remove', path: '/input' },
      { op: 'remove', path: '/input/nowhere' },
    ]);
    expect(masked.erased).toEqual(['/input/resources/0/tags', '/input/resources/1/tags']);
    expect(masked.decision_id).toBe(event.decision_id);
    expect(masked.input.resources).toHaveLength(2);
  });

  it('find addresses in texts at any depth, and leave the texts of policies to their digest', async () => {
    const input = policyInput({
      resources: [policyResource({ attributes: { a: [{ b: 'x <a+b@mail.example.co.uk>' }] } })],
    });
    const { event } = await decide({
      input,
      customPolicies: [custom('package finops.x\n\n# me@example.com\ndeny contains "no" if input.currency == "EUR"\n')],
    });
    expect(addressMasks(event)).toEqual([
      { op: 'upsert', path: '/input/resources/0/attributes/a/0/b', value: 'x <(e-mail)>' },
    ]);
  });
});
