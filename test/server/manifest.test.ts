import { expect, it } from 'vitest';
import { readManifest } from '#test/support/github/app-fixture.ts';
import { startRealApp } from '#test/support/github/real-app.ts';

/**
 * What an App has to be granted to receive each event
 * (https://docs.github.com/en/webhooks/webhook-events-and-payloads, read 2026-11-25).
 */
const PERMISSION_OF_EVENT: Readonly<Record<string, string>> = {
  check_run: 'checks',
  check_suite: 'checks',
  deployment_protection_rule: 'deployments',
  issue_comment: 'issues',
  merge_group: 'merge_queues',
  pull_request: 'pull_requests',
  pull_request_review: 'pull_requests',
  push: 'contents',
};
/** What a GraphQL query reads, by its name. */
const PERMISSION_OF_QUERY: Readonly<Record<string, readonly [string, string]>> = {
  readBlobs: ['contents', 'read'],
  readOverrides: ['pull_requests', 'read'],
  readUsage: ['pull_requests', 'read'],
  readTeams: ['members', 'read'],
};

const CONFIG = [
  'version: 1',
  'overrides: { teams: [platform-leads] }',
  'labels: { deny: "cost: needs a decision" }',
  'policies: { packs: { budgets: { level: soft, maxIncrease: 100 } } }\n',
].join('\n');
function gateways(count: number): string {
  return `provider "aws" {\n  region = "us-east-1"\n}\nresource "aws_nat_gateway" "a" {\n  count = ${count}\n}\n`;
}

it('the manifest grants what is really used, and nothing else', { timeout: 120_000 }, async () => {
  const app = await startRealApp({ files: { 'infra/main.tf': gateways(1), '.github/finops.yml': CONFIG } });
  try {
    const { repository, github } = app;
    repository.push('feature', { 'infra/main.tf': gateways(10) }, { by: 'alice' });
    repository.openPull({ head: 'feature', by: 'alice' });
    await app.settled();
    const digest = /budgets&#47;max-increase&#64;(\w+)/.exec(repository.comments(1)[0]?.body ?? '')?.[1];
    repository.comment(1, 'bob', `/finops override budgets/max-increase@${digest} the launch is paid for`);
    repository.comment(1, 'alice', '/finops explain aws_nat_gateway.a[0]');
    repository.comment(1, 'mallory', '/finops recheck');
    await app.settled();
    repository.enqueue([1], 'alice');
    const merged = repository.mergePull(1, 'alice');
    await app.settled();
    github.askProtectionRule(repository, { environment: 'prod', sha: merged, ref: 'main', run: 1 });
    await app.settled();
    github.verify();

    const calls = github.calls.filter((each) => each.identity === 'finops-gate[bot]');
    expect(calls.filter((each) => each.status === 403 || each.status === 401)).toEqual([]);
    const used = calls.flatMap(({ needs, template }): readonly (readonly (readonly [string, string])[])[] => {
      if (needs === 'any' || needs === 'app') return [];
      if (needs !== 'graphql') return [needs];
      const needed = PERMISSION_OF_QUERY[template.replace('graphql ', '')];
      if (!needed) throw new Error(`what does ${template} need?`);
      return [[needed]];
    });
    const { default_permissions: granted, default_events: events } = readManifest();
    const isAllowed = (permissions: Readonly<Record<string, string>>) =>
      used.every((alternatives) =>
        alternatives.some(([name, access]) => {
          return permissions[name] === 'write' || (permissions[name] === 'read' && access === 'read');
        }),
      );
    expect(isAllowed(granted)).toBe(true);
    const forEvents = new Set(events.map((each) => PERMISSION_OF_EVENT[each]));
    // Every App has metadata; the rest is needed by a call, or by an event for which reading is enough.
    for (const [name, access] of Object.entries(granted)) {
      if (name === 'metadata') continue;
      const { [name]: _dropped, ...without } = granted;
      const isForEvent = access === 'read' && forEvents.has(name);
      expect({ name, isNeeded: isForEvent || !isAllowed(without) }).toEqual({ name, isNeeded: true });
      if (access === 'write') {
        expect({ name, isNeeded: !isAllowed({ ...granted, [name]: 'read' }) }).toEqual({ name, isNeeded: true });
      }
    }
    expect([...forEvents].filter((each) => each === undefined || !(each in granted))).toEqual([]);
    expect(granted['contents']).toBe('read');
  } finally {
    await app.close();
  }
});
