import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { z } from 'zod';
import { ConfigError, type Place } from '#app/errors.ts';
import { ZERO } from '#app/measure/decimal.ts';
import { DIMENSION_NAMES, dimensionsOf, KINDS } from './dimensions.ts';
import { checkOverlaps } from './rule-overlaps.ts';
import { Weight } from './weight.ts';

const Day = z.iso.date();
const Owner = z.string().min(1);
const Owners = z.array(Owner).min(1);
const Patterns = z.union([z.string().transform((text) => [text]), z.array(z.string()).min(1)]);

const Split = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('even'), among: Owners.optional() }),
  z.strictObject({ method: z.literal('proportional'), among: Owners.optional() }),
  z.strictObject({ method: z.literal('fixed'), weights: z.record(Owner, Weight) }),
]);

const Rule = z.strictObject({
  id: z.string().min(1),
  /** What charges must have, by dimension; left out: all charges that no earlier rule took. */
  match: z.record(z.string(), Patterns).default({}),
  /** Whose the charges are: one name, or the value of a tag, under another name where `aliases` says so. */
  owner: z
    .union([Owner, z.strictObject({ tag: z.string().min(1), aliases: z.record(z.string(), Owner).default({}) })])
    .optional(),
  /** How the charges are shared. */
  split: Split.optional(),
  /** First and last day on which it holds, in UTC. */
  from: Day.optional(),
  until: Day.optional(),
});

const Unit = z.strictObject({
  id: z.string().min(1),
  /** CSV with `date,value`, a row a day or a month; relative to the root of the repository. */
  file: z.string().min(1),
  /** Whose cost is divided; left out: all of it. */
  owner: Owner.optional(),
});

const AllocationFile = z.strictObject({
  version: z.literal('1', 'is 1'),
  rules: z.array(Rule),
  units: z.array(Unit).default([]),
});

/** A rule and where it stands. */
export type AllocationRule = z.infer<typeof Rule> & { readonly place: Place };
export type UnitMetric = z.infer<typeof Unit> & { readonly place: Place };
export type SplitMethod = z.infer<typeof Split>;

/** What `.finops/allocation.yml` says. */
export interface Allocation {
  readonly rules: readonly AllocationRule[];
  readonly units: readonly UnitMetric[];
}

/**
 * The allocation of a file. All scalars are read as text, so that an account number keeps its zeros.
 * @throws ConfigError with file and line: for what is not understood, an unknown dimension, weights that do not add to 1,
 * and rules that take the same charges at a time.
 */
export function parseAllocation(text: string, file: string): Allocation {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, schema: 'failsafe' });
  const at = (offset: number): Place => ({ file, line: Math.max(lines.linePos(offset).line, 1) });
  const [error] = document.errors;
  if (error) throw new ConfigError(error.message.split('\n')[0] ?? 'is not YAML', { place: at(error.pos[0]) });
  const placeOf = (path: readonly PropertyKey[]): Place => at(offsetOf(document.contents, path));
  const parsed = AllocationFile.safeParse(document.toJS({ maxAliasCount: 0 }));
  if (!parsed.success) throw notUnderstood(parsed.error, placeOf);
  const { rules, units } = parsed.data;
  for (const [index, rule] of rules.entries()) checkRule(rule, (path) => placeOf(['rules', index, ...path]));
  const placed = rules.map((rule, index) => ({ ...rule, place: placeOf(['rules', index]) }));
  checkOverlaps(placed);
  return { rules: placed, units: units.map((unit, index) => ({ ...unit, place: placeOf(['units', index]) })) };
}

/** Whether a rule holds on the day, `YYYY-MM-DD`. */
export function ruleHoldsOn({ from, until }: Pick<AllocationRule, 'from' | 'until'>, day: string): boolean {
  return (from === undefined || from <= day) && (until === undefined || day <= until);
}

type PlaceOf = (path: readonly PropertyKey[]) => Place;

function checkRule(rule: z.infer<typeof Rule>, placeOf: PlaceOf): void {
  const { id, match, owner, split } = rule;
  if ((owner === undefined) === (split === undefined)) {
    const remedy = 'give it an owner, or a split';
    throw new ConfigError(`rule ${id} needs exactly one of owner and split`, { place: placeOf([]), remedy });
  }
  for (const name of Object.keys(match)) {
    if (dimensionsOf(name) !== null) continue;
    const remedy = `choose ${DIMENSION_NAMES.join(', ')}`;
    throw new ConfigError(`rule ${id}: unknown dimension ${name}`, { place: placeOf(['match', name]), remedy });
  }
  const kind = match['kind']?.find((each) => !KINDS.some((known) => known === each));
  if (kind !== undefined) {
    const remedy = `choose ${KINDS.join(', ')}`;
    throw new ConfigError(`rule ${id}: there is no kind ${kind}`, { place: placeOf(['match', 'kind']), remedy });
  }
  if (split?.method !== 'fixed') return;
  const sum = Object.values(split.weights).reduce((total, weight) => total.plus(weight), ZERO);
  if (sum.equals(1)) return;
  const message = `rule ${id}: the weights add to ${sum.toFixed()}, not to 1`;
  throw new ConfigError(message, { place: placeOf(['split', 'weights']), remedy: 'state shares such as 0.6 and 0.4' });
}

function notUnderstood(error: z.ZodError, placeOf: PlaceOf): ConfigError {
  const issue = error.issues.find((each) => each.code === 'unrecognized_keys') ?? error.issues[0];
  const key = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const path = [...(issue?.path ?? []), ...(key === undefined ? [] : [key])];
  const name = path.join('.');
  const what =
    key === undefined
      ? `${name === '' ? '' : `${name}: `}${issue?.message ?? 'is not understood'}`
      : `unknown key ${name}`;
  return new ConfigError(what, { place: placeOf(path), cause: error, remedy: 'see docs/allocation.md for the keys' });
}

/** Where the key or entry at a path begins; its nearest parent where it is not there. */
function offsetOf(contents: unknown, path: readonly PropertyKey[]): number {
  let node = contents as Node | null;
  let offset = node?.range?.[0] ?? 0;
  for (const name of path) {
    if (isSeq(node)) node = (node.items[Number(name)] ?? null) as Node | null;
    else if (isMap(node)) {
      const pair = node.items.find((each) => isScalar(each.key) && String(each.key.value) === String(name));
      const key = pair?.key as Node | undefined;
      if (key?.range) offset = key.range[0];
      node = (pair?.value ?? null) as Node | null;
      continue;
    } else return offset;
    if (node?.range) offset = node.range[0];
  }
  return offset;
}
