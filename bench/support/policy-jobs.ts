import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hostBuiltins } from '#app/policy/host-builtins.ts';
import { loadOpaModule } from '#app/policy/opa-module.ts';
import { MAXIMUM_PAGES } from '#app/policy/policy-job.ts';
import { tierWasmFor } from '#app/policy/wasm-tiers.ts';
import { compileWasm } from '#app/policy/web-assembly.ts';

const POLICIES = join(import.meta.dirname, '../../policies');
const NOW_NS = '1795608000000000000';

/**
 * What a process of its own does in `bench/policy.ts`: `node bench/support/policy-jobs.ts JOB FOLDER`. It loads what its
 * job needs and nothing else.
 */
const JOBS: Readonly<Record<string, (folder: string) => void | Promise<void>>> = {
  nothing() {},
  start(folder) {
    loadPacks(folder, 0);
  },
  packs(folder) {
    const input = readFileSync(join(folder, 'input.json'), 'utf8');
    tierWasmFor(input.length);
    loadPacks(folder, input.length).evaluate('finops/gate/findings', input);
  },
  /** What `finops policy check` and `build` do. */
  async compile() {
    const { CUSTOM_BUILTINS, inputSchema, startEngine } = await customModules();
    tierWasmFor(0);
    const engine = startEngine(readFileSync(join(POLICIES, 'engine/engine.wasm.br')));
    const sources = { modules: customPolicies(20), builtins: CUSTOM_BUILTINS, schema: inputSchema(), strict: true };
    engine.ask({ op: 'check', ...sources });
    engine.ask({ op: 'build', ...sources, query: 'x := data.finops.team0.deny' });
  },
  /** What the gate does, over 100 resources. */
  async custom(folder) {
    const { inputSchema, startEngine } = await customModules();
    const { evaluateCustom } = await import('#app/policy/evaluate-custom.ts');
    const input = readFileSync(join(folder, 'small.json'), 'utf8');
    tierWasmFor(input.length);
    evaluateCustom(
      {
        kind: 'custom',
        engine: new Uint8Array(),
        modules: customPolicies(20),
        schema: inputSchema(),
        data: '{"config": {}}',
        input,
        nowNs: NOW_NS,
        maximumPages: MAXIMUM_PAGES,
      },
      startEngine(readFileSync(join(POLICIES, 'engine/engine.wasm.br'))),
    );
  },
};

function loadPacks(folder: string, inputLength: number) {
  const module = compileWasm(readFileSync(join(POLICIES, 'policy.wasm')));
  const limits = { builtins: hostBuiltins(NOW_NS, null), maximumPages: MAXIMUM_PAGES, inputLength };
  return loadOpaModule(module, limits, readFileSync(join(folder, 'data.json'), 'utf8'));
}

function customPolicies(count: number): Readonly<Record<string, string>> {
  const policy = (index: number): string => `package finops.team${index}

# METADATA
# title: A machine costs more than its limit
# custom:
#   severity: high
#   fix: Choose a smaller one.
deny contains {"msg": sprintf("%s costs %v", [resource.address, resource.planned.monthlyCost]), "resource": resource.address} if {
	some resource in input.resources
	is_number(resource.planned.monthlyCost)
	resource.planned.monthlyCost > limit
	not exempt(resource)
}

limit := ${index * 50}

exempt(resource) if resource.tags.tier == "gold"

warn contains message if {
	some resource in input.resources
	startswith(resource.type, "aws_")
	not resource.tags.owner
	message := sprintf("%s has no owner", [resource.address])
}
`;
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`team${index}.rego`, policy(index)]));
}

async function customModules() {
  const { CUSTOM_BUILTINS } = await import('#app/policy/capabilities.ts');
  const { startEngine } = await import('#app/policy/engine.ts');
  const { inputSchema } = await import('#app/policy/input-schema.ts');
  return { CUSTOM_BUILTINS, inputSchema, startEngine };
}

const [job = '', folder = ''] = process.argv.slice(2);
await JOBS[job]?.(folder);
