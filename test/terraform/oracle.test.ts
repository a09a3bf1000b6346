import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { directoryTree } from '#app/source/directory-tree.ts';
import { readPlan } from '#app/terraform/plan-json.ts';
import { readProject } from '#app/terraform/read-project.ts';
import { type AttributeValue, type ResourceInstance, UNKNOWN } from '#app/terraform/resource.ts';
import { repositoryRoot } from '#test/support/shared.ts';

const FOLDER = join(repositoryRoot, 'test/fixtures/terraform/oracle');

/** What of a `terraform_data` its configuration decides; the rest is decided at apply. */
const CONFIGURED = ['input', 'triggers_replace'] as const;

function planned(name: string): readonly ResourceInstance[] {
  return readPlan(readFileSync(join(FOLDER, name, 'plan.json'), 'utf8'), 'plan.json').planned.resources;
}

/** The request that the command of the fixture stands for. */
function request(name: string) {
  const words = readFileSync(join(FOLDER, name, 'command.txt'), 'utf8')
    .trim()
    .split(/\s+/);
  const at = words.indexOf('terraform');
  const environment: Record<string, string> = {};
  for (const word of words.slice(0, at))
    environment[word.slice('TF_VAR_'.length, word.indexOf('='))] = word.slice(word.indexOf('=') + 1);
  const varFiles = words.flatMap((word) => (word.startsWith('-var-file=') ? [word.slice('-var-file='.length)] : []));
  const vars = words.flatMap((word, index) => (words[index - 1] === '-var' ? [word] : []));
  return { path: '', name, workspace: 'default', environment, varFiles, vars };
}

function sorted(resources: readonly ResourceInstance[]): readonly ResourceInstance[] {
  return [...resources].sort((a, b) => (a.address < b.address ? -1 : 1));
}

/** Null is what Terraform shows for what is left out. */
function configured(resource: ResourceInstance): Readonly<Record<string, AttributeValue>> {
  const attributes: Record<string, AttributeValue> = {};
  for (const name of CONFIGURED) attributes[name] = resource.attributes[name] ?? null;
  return attributes;
}

function sensitive(resource: ResourceInstance): readonly string[] {
  return resource.sensitivePaths.filter((path) => path.startsWith('input') || path.startsWith('triggers')).sort();
}

/** Where we mark more than Terraform does, and why. */
const STRICTER: Readonly<Record<string, string>> = {
  'sensitive-output': 'Terraform 1.11 loses the mark of a module output in a list; OpenTofu 1.10 keeps it',
};

const names = readdirSync(FOLDER).sort();

describe('a module tree evaluates as a real Terraform plans it:', () => {
  it('there are at least 60 of them', () => expect(names.length).toBeGreaterThanOrEqual(60));

  it.each(names)('%s', (name) => {
    const { resources, diagnostics } = readProject(directoryTree(join(FOLDER, name, 'files'), 1e7), request(name));
    const ours = sorted(resources);
    const theirs = sorted(planned(name));
    expect(ours.map((each) => each.address)).toEqual(theirs.map((each) => each.address));
    expect(ours.map(configured)).toEqual(theirs.map(configured));
    expect(diagnostics).toEqual([]);
    // What comes from the environment is sensitive here although Terraform shows it.
    if (Object.keys(request(name).environment).length === 0 && !(name in STRICTER))
      expect(ours.map(sensitive)).toEqual(theirs.map(sensitive));
    for (const each of ours) {
      const hasUnknown = JSON.stringify(configured(each), (_, value) =>
        value === UNKNOWN ? 'UNKNOWN' : value,
      ).includes('UNKNOWN');
      expect(hasUnknown).toBe(Object.keys(each.unknownReasons).length > 0);
    }
  });
});
