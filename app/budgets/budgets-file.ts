import { isMap, isSeq, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { ConfigError, type Place } from '#app/errors.ts';

const Day = z.iso.date();

/** One entry of `.finops/budgets.yml`: what a month may cost. */
const Budget = z.strictObject({
  id: z.string().min(1),
  /** Team that answers for it; without a selector it is also the value of the tag `team`. */
  team: z.string().min(1).optional(),
  /** A month, in `currency`. */
  limit: z.number().positive(),
  /** That of the configuration when it is left out. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  /** First and last day on which it holds, in UTC; left out, there is none. */
  from: Day.optional(),
  until: Day.optional(),
  /** Which cost of the bill counts: `EffectiveCost` (the default) spreads commitments over what they cover. */
  metric: z.enum(['EffectiveCost', 'BilledCost']).default('EffectiveCost'),
  /** Address and path are known of a change only, account and service of the bill only, a tag of both. */
  selector: z
    .strictObject({
      address: z.string().min(1),
      tag: z.string().min(1),
      path: z.string().min(1),
      /** As a number it would lose the zeros that it begins with. */
      account: z.string('write it in quotes').min(1),
      service: z.string().min(1),
    })
    .partial()
    .refine(
      (selector) => Object.keys(selector).length === 1,
      'needs exactly one of address, tag, path, account and service',
    )
    .optional(),
});

/** A budget and where it stands. */
export type FileBudget = z.infer<typeof Budget> & { readonly place: Place };

/**
 * The budgets of a file, a list in YAML.
 * @throws ConfigError with the line for an entry that is not understood, or whose id holds twice at a time.
 */
export function parseBudgets(text: string, file: string): readonly FileBudget[] {
  const lines = new LineCounter();
  const at = (offset: number): Place => ({ file, line: Math.max(lines.linePos(offset).line, 1) });
  const document = parseDocument(text, { lineCounter: lines, schema: 'core' });
  const [error] = document.errors;
  if (error) throw new ConfigError(error.message.split('\n')[0] ?? 'is not YAML', { place: at(error.pos[0]) });
  if (document.contents === null) return [];
  if (!isSeq(document.contents)) {
    throw new ConfigError('budgets are a list', { place: at(0), remedy: 'begin each with "- id: …"' });
  }
  const values = document.toJS({ maxAliasCount: 0 }) as readonly unknown[];
  const budgets = document.contents.items.map((item, index) =>
    checkBudget(values[index], at((isMap(item) ? item.range?.[0] : undefined) ?? 0)),
  );
  for (const [index, budget] of budgets.entries()) {
    if (budgets.slice(0, index).some((each) => each.id === budget.id && overlaps(each, budget))) {
      throw new ConfigError(`budget ${budget.id} holds twice at a time`, {
        place: budget.place,
        remedy: 'give the older one a day "until"',
      });
    }
  }
  return budgets;
}

/** Whether a budget holds on the day, `YYYY-MM-DD`. */
export function holdsOn({ from, until }: Pick<FileBudget, 'from' | 'until'>, day: string): boolean {
  return (from === undefined || from <= day) && (until === undefined || day <= until);
}

function checkBudget(value: unknown, place: Place): FileBudget {
  const parsed = Budget.safeParse(value);
  if (parsed.success) return { ...parsed.data, place };
  const [issue] = parsed.error.issues;
  const name = issue?.path.join('.') ?? '';
  throw new ConfigError(`budget: ${name === '' ? '' : `${name}: `}${issue?.message ?? 'is not understood'}`, {
    place,
    cause: parsed.error,
    remedy: 'a budget has id, limit, and perhaps team, currency, from, until, metric, selector',
  });
}

function overlaps(one: FileBudget, other: FileBudget): boolean {
  return (one.from ?? '') <= (other.until ?? '9999-12-31') && (other.from ?? '') <= (one.until ?? '9999-12-31');
}
