/** Compiles the packs in policies/ to policy.wasm and writes what their METADATA says: rules.json, docs/policies. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { readRegoSources } from '#app/policy/assets.ts';
import { PACK_BUILTINS } from '#app/policy/capabilities.ts';
import { isTestFile } from '#app/policy/custom-rules.ts';
import { startEngine } from '#app/policy/engine.ts';
import { PolicyInput } from '#app/policy/input.ts';
import { packEntry, sourcesDigest } from '#app/policy/pack-index.ts';
import { completeIndex } from './pack-settings.ts';
import { type RuleCase, readCase } from './policy-cases.ts';
import { policyReference } from './policy-reference.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const policies = `${root}policies/`;
const engine = startEngine(readFileSync(`${policies}engine/engine.wasm.br`));
const modules = Object.fromEntries(Object.entries(readRegoSources(policies)).filter(([file]) => !isTestFile(file)));
const schema = z.toJSONSchema(PolicyInput);
const { rules } = engine.ask({ op: 'check', modules, schema, strict: true, builtins: PACK_BUILTINS });
const entry = packEntry(rules);
const { wasm } = engine.ask({
  op: 'build',
  modules: { ...modules, [entry.file]: entry.text },
  builtins: PACK_BUILTINS,
  entrypoints: ['finops/gate/findings'],
});
const digest = sourcesDigest(modules, readFileSync(`${policies}engine/digest.txt`, 'utf8'));
const index = completeIndex(rules, { modules, digest });
writeFileSync(`${policies}policy.wasm`, Buffer.from(wasm, 'base64'));
writeFileSync(`${policies}rules.json`, `${JSON.stringify(index, null, 2)}\n`);
const caseOf = (rule: string): RuleCase => readCase(`${root}test/policies/cases`, rule);
mkdirSync(`${root}docs/policies`, { recursive: true });
for (const [file, text] of Object.entries(policyReference({ index, sources: modules, caseOf }))) {
  writeFileSync(`${root}${file}`, text);
}
writeFileSync(`${root}docs/policy-input.schema.json`, `${JSON.stringify(schema, null, 2)}\n`);
console.log(`${index.rules.length} rules in ${index.packs.length} packs`);
