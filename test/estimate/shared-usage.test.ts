import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { expect, it } from 'vitest';
import { openCatalogue } from '#app/catalog/registry.ts';
import { checkUsage } from '#app/estimate/check-usage.ts';
import { estimateProject, sumProjects } from '#app/estimate/estimate-project.ts';
import { syncUsage } from '#app/estimate/sync-usage.ts';
import { NO_USAGE, readUsageFile } from '#app/estimate/usage.ts';
import { directoryTree } from '#app/source/directory-tree.ts';
import { readProject } from '#app/terraform/read-project.ts';
import { embeddedBook } from '#test/support/resources.ts';
import { sharedPath } from '#test/support/shared.ts';

const cases = sharedPath('data/terraform/cases');
const catalogue = openCatalogue();

function sync(folder: string, text: string) {
  const place = { path: '', name: 'case', workspace: 'default', environment: {}, varFiles: [], vars: [] };
  const deps = {
    catalogue,
    book: embeddedBook,
    currency: 'USD',
    convert: <T>(amount: T) => amount,
    usage: text.trim() === '' ? NO_USAGE : readUsageFile(load(text, { json: true }), { file: 'usage.yml' }),
    now: new Date('2026-11-25T00:00:00Z'),
  };
  const estimate = sumProjects([estimateProject(readProject(directoryTree(folder, 1e8), place), deps)], deps);
  const file = 'usage.yml';
  return {
    cost: estimate.monthlyCost?.amount.toFixed(),
    warnings: checkUsage({ text, file }, catalogue).length,
    synced: syncUsage({ text, file }, { estimate, catalogue }),
  };
}

/** Whether the lines of a text stand in another, in their order, whatever stands between them. */
function holds(text: string, lines: string): boolean {
  const wanted = lines.split('\n').filter((line) => line.trim() !== '');
  let next = 0;
  for (const line of text.split('\n')) if (line === wanted[next]) next += 1;
  return next === wanted.length;
}

it.skipIf(cases === null)(
  'syncing the usage files of real configurations keeps every line, changes no cost, and twice nothing more',
  () => {
    const root = cases ?? '';
    const wrong: string[] = [];
    let seen = 0;
    for (const provider of ['aws', 'azure', 'google']) {
      for (const name of readdirSync(join(root, provider))) {
        const folder = join(root, provider, name);
        const { usageFile } = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8'));
        const path = join(folder, usageFile ?? '');
        const text = usageFile && existsSync(path) ? readFileSync(path, 'utf8') : '';
        const first = sync(folder, text);
        const second = sync(folder, first.synced);
        const isKept = holds(first.synced, text) && second.synced === first.synced;
        if (!isKept || second.cost !== first.cost || second.warnings !== first.warnings) wrong.push(name);
        seen += 1;
      }
    }
    expect(seen).toBeGreaterThan(100);
    expect(wrong).toEqual([]);
  },
  60_000,
);
