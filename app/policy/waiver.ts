import { type Document, isMap, isSeq, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { ConfigError, type Place } from '#app/errors.ts';

const Day = z.union([z.iso.date(), z.date().transform((date) => date.toISOString().slice(0, 10))]);

const Selector = z
  .strictObject({ address: z.string().min(1), tag: z.string().min(1), path: z.string().min(1) })
  .partial()
  .refine((selector) => Object.keys(selector).length === 1, 'needs exactly one of address, tag and path');

/** One entry of `.finops/waivers.yml`. It holds through the day on which it expires, in UTC. */
const Waiver = z.strictObject({
  id: z.string().min(1),
  rule: z.string().min(1),
  selector: Selector,
  reason: z.string().min(1),
  owner: z.string().min(1),
  created: Day,
  /** Required: a waiver without an end is a rule turned off. */
  expires: Day,
  /** The increase of a resource, in the estimate's currency, up to which the waiver holds. */
  maxDelta: z.number().nonnegative().optional(),
});
type Waiver = z.infer<typeof Waiver>;

/** A waiver and where it stands. */
export interface PlacedWaiver extends Waiver {
  readonly place: Place;
}

/**
 * The waivers of a file.
 * @throws ConfigError with the line for an entry that is not understood, waives everything, or is there twice.
 */
export function parseWaivers(text: string, file: string): readonly PlacedWaiver[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, schema: 'core' });
  const [error] = document.errors;
  if (error)
    throw new ConfigError(error.message.split('\n')[0] ?? 'is not YAML', { place: at(error.pos[0]), cause: error });
  if (document.contents === null) return [];
  if (!isSeq(document.contents)) throw new ConfigError('waivers are a list', { place: at(0) });
  const values = plainValues(document, at(0));
  const waivers = document.contents.items.map((item, index) =>
    checkWaiver(values[index], at((isMap(item) ? item.range?.[0] : undefined) ?? 0)),
  );
  for (const [index, waiver] of waivers.entries()) {
    if (waivers.findIndex(({ id }) => id === waiver.id) < index) {
      throw new ConfigError(`waiver ${waiver.id} is there twice`, { place: waiver.place });
    }
  }
  return waivers;

  function at(offset: number): Place {
    const { line } = lines.linePos(offset);
    return { file, line: Math.max(line, 1) };
  }
}

/** Aliases are refused: a small file could stand for an endless one. */
function plainValues(document: Document, place: Place): readonly unknown[] {
  try {
    return document.toJS({ maxAliasCount: 0 }) as readonly unknown[];
  } catch (cause) {
    throw new ConfigError('waivers may hold no aliases', { place, cause });
  }
}

function checkWaiver(value: unknown, place: Place): PlacedWaiver {
  const parsed = Waiver.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const missing = issue?.path[0] === 'expires' ? ': a waiver needs a day on which it expires' : '';
    throw new ConfigError(`waiver: ${issue?.path.join('.')} ${issue?.message ?? ''}${missing}`, {
      place,
      cause: parsed.error,
    });
  }
  const waiver = parsed.data;
  const remedy = 'name one rule, and the resources that it is waived for';
  if (/[*?]/.test(waiver.rule))
    throw new ConfigError(`waiver ${waiver.id} waives more than one rule`, { place, remedy });
  if (Object.values(waiver.selector).some(selectsEverything)) {
    throw new ConfigError(`waiver ${waiver.id} selects everything`, { place, remedy });
  }
  if (waiver.expires < waiver.created) {
    throw new ConfigError(`waiver ${waiver.id} expires before it was created`, { place });
  }
  return { ...waiver, place };
}

/** A pattern without one letter or digit of its own. */
function selectsEverything(pattern: string | undefined): boolean {
  return pattern !== undefined && !/[\p{L}\p{N}]/u.test(pattern);
}
