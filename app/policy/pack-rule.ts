import { z } from 'zod';
import { PackSetting } from './pack-setting.ts';

/** How bad it is when the rule fires. */
export const Severity = z.enum(['low', 'medium', 'high', 'critical']);
export type Severity = z.infer<typeof Severity>;

/** What a finding does to the verdict: inform, hold until somebody overrides it, or hold. */
export const Level = z.enum(['advisory', 'soft', 'hard']);
export type Level = z.infer<typeof Level>;

/** A rule of the packs as its METADATA describes it (policies/rules.json, generated). */
export const PackRule = z.strictObject({
  /** `<pack>/<name>`. */
  id: z.string(),
  pack: z.string(),
  title: z.string(),
  description: z.string(),
  severity: Severity,
  /** The level that the rule has where the configuration states none. */
  level: Level.nullable(),
  fix: z.string(),
  /** Relative to the repository of the tool: `docs/policies/<pack>.md#…`. */
  docs: z.string(),
  /** Where it stands in policies/. */
  file: z.string(),
  row: z.int(),
});
export type PackRule = z.infer<typeof PackRule>;

/** What is generated beside the compiled packs. */
export const PackIndex = z.strictObject({
  /** SHA-256 of the packs' sources and of the engine's digest: what policy.wasm was compiled from. */
  sources: z.string(),
  packs: z.array(z.strictObject({ name: z.string(), title: z.string(), description: z.string() })),
  rules: z.array(PackRule),
  /** What the rules read from the configuration. */
  settings: z.array(PackSetting),
});
export type PackIndex = z.infer<typeof PackIndex>;
