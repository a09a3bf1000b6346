import { blankCharge, type Charge, type ChargeDraft } from '#app/focus/charge.ts';
import { FOCUS_COLUMN_NAMES, FOCUS_COLUMNS, type FocusColumn } from '#app/focus/focus-columns.ts';
import { flatJson } from '../flat-json.ts';
import { plainDecimal, plainTime } from '../plain-values.ts';
import type { FocusHeader } from './focus-header.ts';

/** What the charges of a table have in common. */
export interface FocusOrigin {
  readonly sourceId: string;
  /** `1.2`, or what the provider calls it: `1.0r2`. */
  readonly version: string;
  readonly file: string;
  /** Fills in what the provider is known to leave out, before the row is judged. */
  readonly complete?: ((draft: ChargeDraft) => void) | undefined;
}

/** A row as a charge, or why it is none. */
export type MappedRow =
  | { readonly charge: Charge }
  | { readonly reason: string; readonly billedCost: string | null; readonly currency: string | null };

const NOTHING = /^(?:|NULL|null|N\/A|n\/a|<null>)$/;
const FILLED = FOCUS_COLUMN_NAMES.filter(
  (name) => FOCUS_COLUMNS[name].level === 'mandatory' && !FOCUS_COLUMNS[name].isNullable,
);

/** Reads the rows of one table. */
export interface FocusRowMapper {
  readonly map: (row: readonly (string | null)[], number: number) => MappedRow;
  /** What was left out of rows that are kept. */
  readonly remarks: () => readonly string[];
}

/**
 * Reads the rows of a table with that header, in its order of columns. A label that is no JSON object (`Tags`) is left out and
 * counted: it must not cost the row its cost.
 */
export function focusRowMapper(header: FocusHeader, origin: FocusOrigin): FocusRowMapper {
  const columns = header.columns.map(({ name }) => ({ name, read: readerOf(name), isLabel: isJson(name) }));
  const lost = new Map<string, number>();
  const map: FocusRowMapper['map'] = (row, number) => {
    const draft = blankCharge();
    let reason: string | null = null;
    for (const [at, { name, read, isLabel }] of columns.entries()) {
      const text = row[at];
      if (text === null || text === undefined || NOTHING.test(text)) continue;
      const value = read(text);
      if (value === null && isLabel) lost.set(name, (lost.get(name) ?? 0) + 1);
      else if (value === null) reason ??= `${name} is ${JSON.stringify(text.slice(0, 60))}`;
      else draft[name] = value;
    }
    fillAliases(draft);
    origin.complete?.(draft);
    const { BilledCost: billedCost, BillingCurrency: currency } = draft as Partial<ChargeDraft>;
    reason ??= faultOf(draft);
    if (reason !== null) return { reason, billedCost: billedCost ?? null, currency: currency ?? null };
    draft.x_ChargeKey = `${origin.file}:${number}`;
    draft.x_SourceId = origin.sourceId;
    draft.x_SourceFocusVersion = origin.version;
    return { charge: draft };
  };
  const remarks = () =>
    [...lost].map(
      ([name, count]) => `${origin.file}: ${name} is no JSON object in ${count} rows and is left out of them`,
    );
  return { map, remarks };
}

function isJson(name: string): boolean {
  return FOCUS_COLUMNS[name as FocusColumn]?.type === 'json';
}

function readerOf(name: string): (text: string) => string | null {
  switch (FOCUS_COLUMNS[name as FocusColumn]?.type) {
    case 'decimal':
      return plainDecimal;
    case 'time':
      return plainTime;
    case 'json':
      return flatJson;
    default:
      return (text) => text;
  }
}

function fillAliases(draft: ChargeDraft): void {
  const provider = draft.ServiceProviderName ?? draft.ProviderName;
  if (provider === null) return;
  draft.ServiceProviderName = provider;
  draft.ProviderName ??= provider;
}

/** Why the row cannot count; null when it can. */
function faultOf(draft: ChargeDraft): string | null {
  const empty = FILLED.find((name) => draft[name] === null);
  if (empty !== undefined) return `${empty} is null`;
  if (draft.ChargePeriodEnd <= draft.ChargePeriodStart) return 'ChargePeriodEnd is not after ChargePeriodStart';
  if (draft.BillingPeriodEnd <= draft.BillingPeriodStart) return 'BillingPeriodEnd is not after BillingPeriodStart';
  if (!/^[A-Z]{3}$/.test(draft.BillingCurrency)) return `BillingCurrency is ${JSON.stringify(draft.BillingCurrency)}`;
  return null;
}
