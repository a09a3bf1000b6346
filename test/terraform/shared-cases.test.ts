import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { directoryTree } from '#app/source/directory-tree.ts';
import { readProject } from '#app/terraform/read-project.ts';
import { discoverUnits } from '#app/terraform/terragrunt/discover-units.ts';
import { readTerragruntUnit } from '#app/terraform/terragrunt/read-unit.ts';
import { sharedPath } from '#test/support/shared.ts';

const folder = sharedPath('data/terraform/module-cases');

interface Expected {
  readonly kind: string;
  readonly runs: readonly { readonly args: readonly string[]; readonly env?: Readonly<Record<string, string>> }[];
  readonly projects: readonly {
    readonly modulePath?: string;
    readonly errors?: string;
    readonly resources: readonly { readonly address: string }[];
  }[];
}

/** Its values stand in a configuration file, which test/cli/configured-projects.test.ts reads. */
const CONFIGURED_ELSEWHERE: ReadonlySet<string> = new Set(['breakdown_with_complex_config_file_vars']);

function casesOf(kinds: readonly string[]): readonly (readonly [string, Expected])[] {
  if (folder === null) return [];
  return readdirSync(folder).flatMap((name) => {
    const file = join(folder, name, 'expected.json');
    if (!existsSync(file)) return [];
    const expected = JSON.parse(readFileSync(file, 'utf8')) as Expected;
    return kinds.includes(expected.kind) && !CONFIGURED_ELSEWHERE.has(name) ? [[name, expected] as const] : [];
  });
}

function after(args: readonly string[], flag: string): readonly string[] {
  return args.filter((_, index) => args[index - 1] === flag);
}

describe.skipIf(folder === null)('the evaluation cases', () => {
  const cases = casesOf(['terraform', 'config-file']);

  it('are all there', () => expect(cases.length).toBeGreaterThanOrEqual(15));

  it.each(cases)('%s gives exactly the billed resources', (name, expected) => {
    const tree = directoryTree(join(folder ?? '', name), 1e8);
    for (const run of expected.runs.filter(({ args }) => !args.includes('--terraform-force-cli'))) {
      const environment = Object.entries(run.env ?? {}).flatMap(([key, value]) =>
        key.startsWith('TF_VAR_') ? [[key.slice('TF_VAR_'.length), value]] : [],
      );
      for (const project of expected.projects) {
        const path = project.modulePath ?? '';
        const { resources } = readProject(tree, {
          path: path === '.' ? '' : path,
          name,
          workspace: after(run.args, '--terraform-workspace')[0] ?? 'default',
          environment: Object.fromEntries(environment),
          varFiles: after(run.args, '--terraform-var-file'),
          vars: after(run.args, '--terraform-var'),
        });
        const types = new Set(project.resources.map(({ address }) => typeOf(address)));
        const found = resources.filter((each) => each.mode === 'managed' && types.has(each.type));
        expect(found.map(({ address }) => address).sort()).toEqual(
          project.resources.map(({ address }) => address).sort(),
        );
      }
    }
  });
});

/** Paths that the case excludes; the flag is not this room's. */
const EXCLUDED = /(^|\/)ignored$/;

describe.skipIf(folder === null)('the Terragrunt cases', () => {
  const cases = casesOf(['terragrunt']);

  it('are all there', () => expect(cases.length).toBe(11));

  it.each(cases)('%s gives exactly the units and their billed resources', (name, expected) => {
    const tree = directoryTree(join(folder ?? '', name), 1e8);
    const run = expected.runs[0];
    const start = after(run?.args ?? [], '--path')[0] ?? '';
    const path = start === '.' ? '' : start;
    const units = discoverUnits(tree, path).filter((unit) => !EXCLUDED.test(unit.path));
    const found = units.map((unit) => {
      const environment = { environment: {}, processEnvironment: run?.env ?? {} };
      const project = readTerragruntUnit(tree, { ...unit, ...environment, varFiles: [], vars: [] });
      return { path: unit.path.slice(path === '' ? 0 : path.length + 1), project };
    });
    const modulePath = (each: Expected['projects'][number]): string => each.modulePath ?? '';
    expect(found.map((each) => each.path).sort()).toEqual(expected.projects.map(modulePath).sort());
    for (const { path: at, project } of found) {
      const wanted = expected.projects.find((each) => modulePath(each) === at);
      const addresses = project.resources.filter(({ mode }) => mode === 'managed').map(({ address }) => address);
      expect(addresses.sort()).toEqual((wanted?.resources ?? []).map(({ address }) => address).sort());
      expect(project.diagnostics.some(({ severity }) => severity === 'error')).toBe(wanted?.errors !== undefined);
    }
  });
});

function typeOf(address: string): string {
  return /(?:^|\.)([a-z0-9]+_\w+)\.[\w-]+(?:\[[^\]]*\])?$/.exec(address)?.[1] ?? '';
}
