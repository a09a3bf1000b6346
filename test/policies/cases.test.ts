import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PolicyInput } from '#app/policy/input.ts';
import type { PolicyResult } from '#app/policy/result.ts';
import { assets, decide } from '#test/policy/support.ts';
import { folderWith } from '#test/support/folder.ts';
import { runFinops } from '#test/support/world.ts';

/**
 * One folder a rule, `cases/<pack>/<rule>/`: `finops.yml` turns the pack on (a first line `# workspace: dev` names the
 * environment); `deny/` and `pass/` hold `planned/`, perhaps `prior/`, a `finops.yml` of their own, and `around.json`
 * with what stands around the estimate (budgets, approvals) and no file can say.
 */
const CASES = join(import.meta.dirname, 'cases');

const folders = readdirSync(CASES).flatMap((pack) => readdirSync(join(CASES, pack)).map((rule) => `${pack}/${rule}`));

function repositoryOf(rule: string, side: string): string {
  const folder = folderWith({});
  const own = join(CASES, rule, side);
  const config = existsSync(join(own, 'finops.yml')) ? join(own, 'finops.yml') : join(CASES, rule, 'finops.yml');
  mkdirSync(join(folder, '.github'));
  cpSync(config, join(folder, '.github/finops.yml'));
  for (const part of ['planned', 'prior']) {
    if (existsSync(join(own, part))) cpSync(join(own, part), join(folder, part), { recursive: true });
  }
  return folder;
}

async function resultsOf(rule: string, side: string): Promise<readonly PolicyResult[]> {
  const cwd = repositoryOf(rule, side);
  const workspace = /^# workspace: (\S+)/.exec(readFileSync(join(cwd, '.github/finops.yml'), 'utf8'))?.[1];
  const prior = existsSync(join(cwd, 'prior')) ? ['--prior', 'prior'] : [];
  const environment = workspace === undefined ? [] : ['--workspace', workspace];
  const ran = await runFinops(
    ['gate', '--planned', 'planned', ...prior, ...environment, '--format', 'json', '--decision-log', 'log.jsonl'],
    { cwd },
  );
  const { results } = JSON.parse(ran.out) as { readonly results: readonly PolicyResult[] };
  const around = join(CASES, rule, side, 'around.json');
  if (!existsSync(around)) return results;
  const event = JSON.parse(readFileSync(join(cwd, 'log.jsonl'), 'utf8'));
  const surroundings = JSON.parse(readFileSync(around, 'utf8')) as Partial<PolicyInput>;
  const { settings } = event.request_context;
  return (await decide({ input: { ...event.input, ...surroundings }, settings })).results;
}

describe('every rule of the packs, from real files through the gate', () => {
  it('has a case that is denied and one that passes', () => {
    expect(folders.sort()).toEqual(assets.index.rules.map(({ id }) => id).sort());
    for (const rule of folders) {
      for (const side of ['deny', 'pass']) {
        expect(existsSync(join(CASES, rule, side, 'planned')), dirname(`${rule}/${side}/x`)).toBe(true);
      }
    }
  });

  it.each(folders)('%s', async (rule) => {
    const denied = await resultsOf(rule, 'deny');
    const fired = denied.filter(({ id, outcome }) => id === rule && (outcome === 'deny' || outcome === 'warn'));
    expect(fired.length, JSON.stringify(denied.filter(({ outcome }) => outcome !== 'pass'))).toBeGreaterThan(0);
    const passed = await resultsOf(rule, 'pass');
    expect(passed.filter(({ id }) => id === rule).map(({ outcome, message }) => `${outcome}: ${message}`)).toEqual([
      expect.stringMatching(/^pass: /),
    ]);
    expect([...denied, ...passed].filter(({ outcome }) => outcome === 'error')).toEqual([]);
  });
});
