import type { FinopsConfig } from '#app/config/finops-config.ts';
import type { Invocation } from './command.ts';

/** Which evaluator the team's own policies get. */
export const ENGINE_OPTIONS = { opa: { type: 'boolean' } } as const;

export const ENGINE_EXPLAINS = {
  opa: 'evaluate your own policies with the opa in PATH (1.0 or later), as policies.engine: opa does',
} as const;

/** The configuration with the evaluator that a person asked for. */
export function withEngine(config: FinopsConfig, invocation: Invocation): FinopsConfig {
  if (invocation.values['opa'] !== true) return config;
  return { ...config, policies: { ...config.policies, engine: 'opa' } };
}
