import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '#app/config/finops-config.ts';
import { NO_USAGE } from '#app/estimate/usage.ts';
import { openPricing } from '#app/flows/open-pricing.ts';
import { openRenderer } from '#app/flows/render-manifests.ts';
import { reviewChange } from '#app/flows/review-change.ts';
import { readPriceBook } from '#app/pricing/embedded.ts';
import { memoryTree } from '#app/source/tree.ts';
import { folderWith } from '#test/support/folder.ts';
import { directoryWithProgram } from '#test/support/programs.ts';
import { repositoryRoot } from '#test/support/shared.ts';

const book = readPriceBook(`${repositoryRoot}/dist/prices`);
const now = new Date('2026-11-25T12:00:00Z');

/** A kustomize that prints the one file of the base, and keeps what it was run with. */
function kustomize(log: string): string {
  return directoryWithProgram(
    'kustomize',
    `const fs = require('node:fs');
     fs.appendFileSync(${JSON.stringify(log)}, JSON.stringify(process.argv.slice(2)) + '\\n');
     console.log(fs.readFileSync('base/web.yaml', 'utf8'));`,
  );
}

function tree(replicas: number) {
  const web = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: ${replicas}
  template: {spec: {containers: [{name: app, resources: {requests: {cpu: "1", memory: 1Gi}}}]}}
`;
  return memoryTree(
    new Map([
      ['base/kustomization.yaml', 'resources: [web.yaml]'],
      ['base/web.yaml', web],
      ['prod/kustomization.yaml', 'resources: [../base]'],
      // What the head says of itself does not count.
      ['.github/finops.yml', 'version: 1\nkubernetes: {render: true}\n'],
    ]),
  );
}

async function review(allows: boolean) {
  const log = join(folderWith({ 'log.txt': '' }), 'log.txt');
  const path = kustomize(log);
  const reviewed = await reviewChange(
    {
      prior: tree(1),
      planned: tree(3),
      base: tree(1),
      path: '',
      changed: ['base/web.yaml'],
      config: { ...DEFAULT_CONFIG, kubernetes: allows ? { render: true } : {} },
      around: {
        now,
        environment: null,
        pullRequest: null,
        actor: null,
        budgets: [],
        anomalies: [],
        waivers: [],
        approvals: [],
      },
    },
    {
      estimating: (usage) =>
        openPricing({ currency: 'USD' }, { openBook: () => book, now })(DEFAULT_CONFIG, tree(1), 'team')(usage),
      readUsage: () => NO_USAGE,
      evaluate: async (_, unread) => ({
        decision: unread.length > 0 ? 'error' : 'allow',
        results: [...unread],
        waivers: [],
        overrides: [],
        policyDigest: '',
        decisionId: '',
      }),
      openRenderer: (side) => openRenderer(side, { path, repository: folderWith({}), files: 'others' }),
    },
  );
  return {
    reviewed,
    runs: readFileSync(log, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
  };
}

describe('a review of a change below a kustomization', () => {
  it('renders both sides where the base allows it, and lets kustomize load nothing from above', async () => {
    const { reviewed, runs } = await review(true);
    expect(reviewed).toMatchObject({ conclusion: 'success', failure: null });
    // Two more pods of 1 CPU and 1 GiB at OpenCost's default rates: 2 × (0.031611 + 0.004237) × 730.
    expect(reviewed.report?.difference.monthlyCost?.amount.toNumber()).toBeCloseTo(52.33808, 9);
    expect(runs).toEqual(Array(2).fill(['build', '--load-restrictor=LoadRestrictionsRootOnly', './prod']));
  });

  it('runs nothing where the base does not, whatever the head says, and cannot judge', async () => {
    const { reviewed, runs } = await review(false);
    expect(runs).toEqual([]);
    expect(reviewed.conclusion).toBe('failure');
    expect(reviewed.report?.results[0]?.message).toContain('must be rendered first');
  });
});
