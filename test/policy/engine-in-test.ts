import { type PolicyEngine, startEngine } from '#app/policy/engine.ts';
import { assets } from './support.ts';

let started: PolicyEngine | undefined;

/** The engine in this thread, started once for a file of tests. */
export function engine(): PolicyEngine {
  started ??= startEngine(assets.engine());
  return started;
}
