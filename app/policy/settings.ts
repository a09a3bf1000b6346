import { z } from 'zod';
import { ConfigError } from '#app/errors.ts';
import { Level, type PackIndex, type PackRule } from './pack-rule.ts';

const RuleLevel = z.enum([...Level.options, 'off']);

/** The block of one pack in finops.yml: levels, and the thresholds that its rules read from `data.config`. */
const PackBlock = z.looseObject({
  level: RuleLevel.optional(),
  rules: z.record(z.string(), RuleLevel).optional(),
});

/** `policies` of finops.yml, as far as an evaluation needs it. */
export const PolicySettings = z.object({
  timeoutMs: z.int().min(100).max(600_000).default(5000),
  /** What evaluates custom policies; left out, the engine in the box. */
  engine: z.enum(['builtin', 'opa']).optional(),
  custom: z.strictObject({ level: Level.default('soft') }).default({ level: 'soft' }),
  packs: z.record(z.string(), PackBlock).default({}),
});
export type PolicySettings = z.infer<typeof PolicySettings>;

/** Names that are no pack but hold settings that several packs read. */
const SHARED_BLOCKS = ['environments'];

/** The level of a rule under the settings; `off` when it is not evaluated. Only coverage is on without being named. */
export function levelOf(rule: PackRule, settings: PolicySettings): Level | 'off' {
  const block = settings.packs[rule.pack];
  if (!block && rule.pack !== 'coverage') return 'off';
  const name = rule.id.slice(rule.pack.length + 1);
  return block?.rules?.[name] ?? rule.level ?? block?.level ?? 'soft';
}

/**
 * The settings of `policies` in finops.yml, checked against the packs that exist.
 * @throws ConfigError for an unknown pack or rule, a level that is none, a time limit out of range.
 */
export function readPolicySettings(value: unknown, index: PackIndex): PolicySettings {
  const parsed = PolicySettings.safeParse(value ?? {});
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new ConfigError(`policies.${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is not understood'}`, {
      cause: parsed.error,
    });
  }
  const packs = new Set([...index.packs.map(({ name }) => name), ...SHARED_BLOCKS]);
  for (const [name, block] of Object.entries(parsed.data.packs)) {
    if (!packs.has(name)) throw new ConfigError(`policies.packs.${name}: there is no such pack`, packsRemedy(packs));
    for (const rule of Object.keys(block.rules ?? {})) {
      if (!index.rules.some(({ id }) => id === `${name}/${rule}`)) {
        throw new ConfigError(`policies.packs.${name}.rules.${rule}: the pack has no such rule`);
      }
    }
  }
  return parsed.data;
}

function packsRemedy(packs: ReadonlySet<string>): { readonly remedy: string } {
  return { remedy: `use one of ${[...packs].sort().join(', ')}` };
}

/** `data.config`: the blocks of the packs without what is not a threshold. */
export function thresholds(settings: PolicySettings): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(settings.packs).map(([name, { level: _level, rules: _rules, ...rest }]) => [name, rest]),
  );
}
