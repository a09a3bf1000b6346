import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRegoSources } from '#app/policy/assets.ts';
import { CUSTOM_BUILTINS, PACK_BUILTINS } from '#app/policy/capabilities.ts';
import { isTestFile } from '#app/policy/custom-rules.ts';
import { inputSchema } from '#app/policy/input-schema.ts';
import { sourcesDigest } from '#app/policy/pack-index.ts';
import { engine } from '#test/policy/engine-in-test.ts';
import { assets, policiesDirectory } from '#test/policy/support.ts';
import { repositoryRoot } from '#test/support/shared.ts';
import { readCase } from '../../scripts/policy-cases.ts';
import { policyReference } from '../../scripts/policy-reference.ts';
import { settingsOf } from '../../scripts/policy-settings.ts';

const sources = readRegoSources(policiesDirectory);
const modules = Object.fromEntries(Object.entries(sources).filter(([file]) => !isTestFile(file)));

describe('the packs', () => {
  it('are compiled from the sources that lie beside them', () => {
    const engineDigest = readFileSync(join(policiesDirectory, 'engine/digest.txt'), 'utf8');
    expect(assets.index.sources).toBe(sourcesDigest(modules, engineDigest));
  });

  it('compile strictly against the closed schema of the input, with no built-in but those of the list', () => {
    const { rules } = engine().ask({
      op: 'check',
      modules,
      strict: true,
      schema: inputSchema(),
      builtins: PACK_BUILTINS,
    });
    expect(rules.filter(({ name }) => name.startsWith('deny')).length).toBe(assets.index.rules.length);
  });

  it('are laid out as opa fmt lays them out', () => {
    expect(engine().ask({ op: 'format', modules: sources }).modules).toEqual(sources);
  });

  it('pass their own tests, which reach at least 95 percent of their lines', () => {
    const { tests, coverage } = engine().ask({
      op: 'test',
      modules: sources,
      builtins: CUSTOM_BUILTINS,
      coverage: true,
    });
    expect(tests.filter(({ outcome }) => outcome !== 'pass')).toEqual([]);
    expect(tests.length).toBeGreaterThan(250);
    const files = Object.values(coverage ?? {});
    const covered = files.reduce((sum, each) => sum + each.covered, 0);
    const lines = files.reduce((sum, each) => sum + each.covered + each.notCovered, 0);
    expect(covered / lines).toBeGreaterThanOrEqual(0.95);
  });

  it('have at least 40 rules, each with a denying and a passing test', () => {
    expect(assets.index.rules.length).toBeGreaterThanOrEqual(40);
    for (const { id, pack } of assets.index.rules) {
      const name = id.slice(pack.length + 1).replaceAll('-', '_');
      const tests = sources[`${pack}/${pack}_test.rego`] ?? '';
      expect(tests, id).toContain(`test_${name}_denies if`);
      expect(tests, id).toContain(`test_${name}_passes if`);
    }
  });

  it('name each rule after its id', () => {
    for (const { id, file, row } of assets.index.rules) {
      const line = (sources[file] ?? '').split('\n')[row - 1] ?? '';
      expect(line).toContain(`deny_${(id.split('/')[1] ?? '').replaceAll('-', '_')} contains`);
    }
  });
});

describe('what is generated from the packs', () => {
  it('is fresh: the reference', () => {
    const caseOf = (rule: string) => readCase(join(import.meta.dirname, 'cases'), rule);
    const pages = policyReference({ index: assets.index, sources: modules, caseOf });
    expect(Object.keys(pages).length).toBe(assets.index.packs.length + 1);
    for (const [file, text] of Object.entries(pages)) {
      expect(readFileSync(join(repositoryRoot, file), 'utf8'), file).toBe(text);
    }
  });

  it('says of every rule what the gate links to: a heading, the remedy, and an example of each side', () => {
    for (const { id, docs, fix } of assets.index.rules) {
      const [file = '', anchor] = docs.split('#');
      const page = readFileSync(join(repositoryRoot, file), 'utf8');
      const section = page.split('\n## ').find((each) => each.startsWith(`${id}\n`)) ?? '';
      expect(anchor, id).toBe(id.replace('/', ''));
      expect(section, id).toContain(fix);
      expect(section, id).toMatch(/denied[^\n]*:\n[\s\S]*```[\s\S]*\npasses:\n[\s\S]*```/);
    }
  });

  it('names every setting that the packs read', () => {
    const read = Object.entries(modules).flatMap(([, text]) =>
      [...text.matchAll(/setting\("(\w+)", "(\w+)",/g)].map(([, pack, name]) => `${pack}.${name}`),
    );
    const said = assets.index.rules.flatMap(({ id, file }) =>
      settingsOf({ file, name: `deny_${(id.split('/')[1] ?? '').replaceAll('-', '_')}` }, modules).map(
        ({ pack, name }) => `${pack}.${name}`,
      ),
    );
    expect([...new Set(said)].sort()).toEqual([...new Set(read)].sort());
  });

  it('is fresh: the JSON Schema of the input', () => {
    expect(JSON.parse(readFileSync(join(repositoryRoot, 'docs/policy-input.schema.json'), 'utf8'))).toEqual(
      inputSchema(),
    );
  });
});
