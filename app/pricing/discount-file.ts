import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { ConfigError } from '#app/errors.ts';
import { overlappingRules } from './discount-selector.ts';

const day = z.iso.date();
const amount = z.union([z.string(), z.number().transform(String)]).pipe(z.string().regex(/^\d+(\.\d+)?$/));
const percent = amount.refine((text) => Number(text) <= 100, 'a percentage is between 0 and 100');

/** What a rule is about; a part that is left out is about everything. `key` may end in `*`. */
const selector = {
  provider: z.enum(['aws', 'azure', 'google']).optional(),
  service: z.string().optional(),
  family: z.string().optional(),
  key: z.string().optional(),
  region: z.string().optional(),
  account: z.union([z.string(), z.number().transform(String)]).optional(),
  /** First day. */
  from: day.optional(),
  /** First day after the last. */
  to: day.optional(),
};

/** Either a percentage off the list price or a price for one unit of the book. */
const rate = {
  percent: percent.optional(),
  unitPrice: amount.optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
};

const Discount = z.strictObject({ ...selector, ...rate });
const Commitment = z.strictObject({
  ...selector,
  ...rate,
  kind: z.enum(['reserved-instance', 'savings-plan', 'committed-use']),
  /** Percentage of the quantity that the commitment covers. */
  coverage: percent,
});

const DiscountFile = z.strictObject({
  version: z.literal(1),
  discounts: z.array(Discount).default([]),
  commitments: z.array(Commitment).default([]),
});

/** A rule of the file with the line on which it begins. */
export type DiscountRule = z.infer<typeof Discount> & { readonly line: number };
export type CommitmentRule = z.infer<typeof Commitment> & { readonly line: number };

/** Contracted rates and commitments as a user states them (`discounts:` in finops.yml). */
export interface Discounts {
  readonly file: string;
  readonly discounts: readonly DiscountRule[];
  readonly commitments: readonly CommitmentRule[];
}

/** No rule at all. */
export const NO_DISCOUNTS: Discounts = { file: '', discounts: [], commitments: [] };

/**
 * The discount file that `text` spells.
 * @throws ConfigError with the line: YAML or a rule is wrong, a rule has no rate or two, a range ends before it
 * begins, or two rules of the same kind and precision are in force for the same price on the same day.
 */
export function parseDiscounts(text: string, file: string): Discounts {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, version: '1.2' });
  const lineAt = (path: readonly PropertyKey[]): number => {
    for (let length = path.length; length > 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  const [broken] = document.errors;
  if (broken) {
    throw new ConfigError(`the discount file is not YAML: ${broken.message}`, {
      place: { file, line: broken.linePos?.[0].line ?? 1 },
      cause: broken,
    });
  }
  const parsed = DiscountFile.safeParse(plainValue(document, file));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const path = issue?.path ?? [];
    throw new ConfigError(`${path.join('.') || 'the discount file'}: ${issue?.message ?? 'is wrong'}`, {
      place: { file, line: lineAt(path) },
      cause: parsed.error,
    });
  }
  const discounts = parsed.data.discounts.map((rule, at) => ({ ...rule, line: lineAt(['discounts', at]) }));
  const commitments = parsed.data.commitments.map((rule, at) => ({ ...rule, line: lineAt(['commitments', at]) }));
  for (const rule of [...discounts, ...commitments]) checkRule(rule, file);
  checkOverlap(discounts, file);
  checkOverlap(commitments, file);
  return { file, discounts, commitments };
}

function plainValue(document: Document, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    throw new ConfigError('the discount file has too many aliases', { place: { file, line: 1 }, cause });
  }
}

function checkRule(rule: DiscountRule, file: string): void {
  const place = { file, line: rule.line };
  if ((rule.percent === undefined) === (rule.unitPrice === undefined)) {
    throw new ConfigError('a rate is either `percent` or `unitPrice`', { place, remedy: 'state exactly one of them' });
  }
  if (rule.unitPrice !== undefined && rule.service === undefined && rule.key === undefined) {
    throw new ConfigError('a `unitPrice` needs a `service` or a `key`', { place, remedy: 'say what has this price' });
  }
  if (rule.from !== undefined && rule.to !== undefined && rule.from >= rule.to) {
    throw new ConfigError(`the rule ends on ${rule.to}, before it begins`, { place, remedy: 'put `to` after `from`' });
  }
}

function checkOverlap(rules: readonly DiscountRule[], file: string): void {
  const pair = overlappingRules(rules);
  if (!pair) return;
  throw new ConfigError(`the rules on lines ${pair[0].line} and ${pair[1].line} are in force on the same days`, {
    place: { file, line: pair[1].line },
    remedy: 'let one end (`to`) where the other begins (`from`), or make one of them more specific',
  });
}
