import { z } from 'zod';
import { ConfigError, type ErrorDetails, type Place } from '#app/errors.ts';
import { Level, type PackIndex, type PackRule } from './pack-rule.ts';
import { expectedInstead } from './pack-setting.ts';

const RuleLevel = z.enum([...Level.options, 'off']);

/** The block of one pack in finops.yml: levels, and the thresholds that its rules read from `data.config`. */
const PackBlock = z.looseObject({
  level: RuleLevel.optional(),
  rules: z.record(z.string(), RuleLevel).optional(),
});
type PackBlock = z.infer<typeof PackBlock>;

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

export interface SettingsDeps {
  readonly index: PackIndex;
  /** Where a key of the configuration stands, as far as somebody knows. */
  readonly placeOf?: (path: readonly string[]) => Place | undefined;
}

/**
 * The settings of `policies` in finops.yml, checked against the packs that exist.
 * @throws ConfigError for an unknown pack, rule or setting, a setting of another kind, a level that is none, a time
 *   limit out of range.
 */
export function readPolicySettings(value: unknown, { index, placeOf }: SettingsDeps): PolicySettings {
  const fault = (path: readonly string[], problem: string, details: ErrorDetails = {}): ConfigError =>
    new ConfigError(`${path.join('.')}: ${problem}`, { place: placeOf?.(path), ...details });
  const parsed = PolicySettings.safeParse(value ?? {});
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const path = ['policies', ...(issue?.path ?? []).map(String)];
    throw fault(path, issue?.message ?? 'is not understood', { cause: parsed.error });
  }
  const packs = new Set([...index.packs.map(({ name }) => name), ...SHARED_BLOCKS]);
  for (const [pack, block] of Object.entries(parsed.data.packs)) {
    const at = ['policies', 'packs', pack];
    if (!packs.has(pack)) throw fault(at, 'there is no such pack', oneOf([...packs]));
    for (const rule of Object.keys(block.rules ?? {})) {
      if (!index.rules.some(({ id }) => id === `${pack}/${rule}`)) {
        throw fault([...at, 'rules', rule], 'the pack has no such rule');
      }
    }
    for (const [name, setting] of Object.entries(thresholdsOf(block))) {
      const known = index.settings.filter((each) => each.pack === pack);
      const found = known.find((each) => each.name === name);
      if (!found) throw fault([...at, name], 'the pack has no such setting', oneOf(known.map((each) => each.name)));
      const expected = expectedInstead(setting, found.kind);
      if (expected !== null) throw fault([...at, name], `this is not ${expected}`, { remedy: `write ${expected}` });
    }
  }
  return parsed.data;
}

function oneOf(names: readonly string[]): { readonly remedy: string } {
  return { remedy: names.length === 0 ? 'leave it out' : `use one of ${names.toSorted().join(', ')}` };
}

/** `data.config`: the blocks of the packs without what is not a threshold. */
export function thresholds(settings: PolicySettings): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(settings.packs).map(([name, block]) => [name, thresholdsOf(block)]));
}

function thresholdsOf({ level: _level, rules: _rules, ...rest }: PackBlock): Readonly<Record<string, unknown>> {
  return rest;
}
