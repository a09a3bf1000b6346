import { z } from 'zod';

/** What a setting of a pack may hold; the last four are mappings by a name or pattern. */
export const SettingKind = z.enum([
  'number',
  'boolean',
  'text',
  'texts',
  'numberByName',
  'textsByName',
  'increaseByName',
  'requiredByName',
]);
export type SettingKind = z.infer<typeof SettingKind>;

/** A key of a pack's block in finops.yml (policies/rules.json, generated). */
export const PackSetting = z.strictObject({ pack: z.string(), name: z.string(), kind: SettingKind });
export type PackSetting = z.infer<typeof PackSetting>;

const texts = z.array(z.string());
const byName = <T extends z.ZodType>(value: T) => z.record(z.string(), value);

const SHAPES: Readonly<Record<SettingKind, { readonly schema: z.ZodType; readonly text: string }>> = {
  number: { schema: z.number(), text: 'a number' },
  boolean: { schema: z.boolean(), text: 'true or false' },
  text: { schema: z.string(), text: 'a text' },
  texts: { schema: texts, text: 'a list of texts' },
  numberByName: { schema: byName(z.number()), text: 'a mapping of names to numbers' },
  textsByName: { schema: byName(texts), text: 'a mapping of names to lists of texts' },
  increaseByName: {
    schema: byName(z.strictObject({ maxIncrease: z.number() })),
    text: 'a mapping of names to { maxIncrease: number }',
  },
  requiredByName: {
    schema: byName(z.strictObject({ required: texts })),
    text: 'a mapping of names to { required: [texts] }',
  },
};

/**
 * What must stand there instead, as `a number`; null where the value fits or is null, which leaves the setting out. A
 * rule compares what it is given: a text is above every number in Rego, so that a limit in quotes would never hold.
 */
export function expectedInstead(value: unknown, kind: SettingKind): string | null {
  const { schema, text } = SHAPES[kind];
  return value === null || schema.safeParse(value).success ? null : text;
}
