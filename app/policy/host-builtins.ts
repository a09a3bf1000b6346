import { TEXT_BUILTINS } from './builtins/text.ts';
import { timeBuiltins } from './builtins/time.ts';
import { ENGINE_BUILTINS } from './capabilities.ts';
import type { PolicyEngine } from './engine.ts';
import type { HostBuiltin } from './opa-module.ts';
import { encodeRego, parseRegoText } from './rego-text.ts';
import type { RegoValue } from './rego-value.ts';

/** The built-ins that a compiled policy leaves to its host; those that only the engine knows, when it is at hand. */
export function hostBuiltins(nowNs: string, engine: PolicyEngine | null): Readonly<Record<string, HostBuiltin>> {
  const ours = { ...TEXT_BUILTINS, ...timeBuiltins(BigInt(nowNs)) };
  if (!engine) return ours;
  return { ...Object.fromEntries(ENGINE_BUILTINS.map((name) => [name, askEngine(name, engine)])), ...ours };
}

/** Built-ins are functions of their operands, so that each is asked once. */
function askEngine(name: string, engine: PolicyEngine): HostBuiltin {
  const known = new Map<string, RegoValue | undefined>();
  return (args) => {
    const operands = encodeRego(args);
    if (!known.has(operands)) {
      const answer = engine.ask({ op: 'call', query: name, operands, builtins: ENGINE_BUILTINS });
      known.set(operands, answer.value === undefined ? undefined : parseRegoText(answer.value));
    }
    return known.get(operands);
  };
}
