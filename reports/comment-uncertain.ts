import type { Diagnostic } from '#app/errors.ts';
import type { Difference } from '#app/estimate/difference.ts';
import type { CostComponent, ResourceEstimate } from '#app/estimate/estimate.ts';
import { folded, type Section } from './comment-section.ts';
import { markdownCode, markdownText } from './markdown-text.ts';

/**
 * What the amounts leave open, and why: what could not be read, what is not priced or not known, what depends on usage,
 * what was assumed, which prices are weaker than listed ones. What changes comes first.
 */
export function uncertainSection({ planned, resources }: Difference): Section {
  const changed = new Set(resources.filter((each) => each.change !== 'no-op').map((each) => each.address));
  const estimates = planned.projects.flatMap((project) => project.resources);
  const ordered = estimates.toSorted((one, other) => {
    return Number(changed.has(other.address)) - Number(changed.has(one.address));
  });
  const rows = [
    ...planned.projects.flatMap((project) => project.diagnostics.map(diagnosticRow)),
    ...ordered.flatMap(resourceRows),
    ...oldPriceRow(estimates),
  ];
  const summary = `What is not priced, not known, assumed or depends on usage (${rows.length})`;
  return folded(summary, { open: [], rows, close: [], what: 'entries' });
}

/** One row for all old prices: where a book has them, it has many. */
function oldPriceRow(resources: readonly ResourceEstimate[]): readonly string[] {
  const rows = resources.flatMap((each) => each.components).filter((row) => row.flags.includes('old'));
  const [oldest] = rows.flatMap((row) => row.priceAsOf ?? []).sort();
  if (rows.length === 0) return [];
  const since = oldest ? `, the oldest of ${markdownText(oldest)}` : '';
  return [`- ${rows.length} ${rows.length === 1 ? 'price is an old one' : 'prices are old ones'}${since}`];
}

function diagnosticRow({ severity, message, place }: Diagnostic): string {
  const where = place ? ` (${markdownText(`${place.file}:${place.line ?? 1}`)})` : '';
  return `- ${severity}: ${markdownText(message)}${where}`;
}

/** One row for a resource's own reason, and one for all of its components that share a reason. */
function resourceRows(resource: ResourceEstimate): readonly string[] {
  const name = markdownCode(resource.address);
  const own = resource.reason && resource.support !== 'free' ? [`- ${name}: ${markdownText(resource.reason)}`] : [];
  const byReason = new Map<string, string[]>();
  for (const row of resource.components) {
    const reason = reasonOf(row);
    if (reason !== null) byReason.set(reason, [...(byReason.get(reason) ?? []), row.name]);
  }
  return [
    ...own,
    ...[...byReason].map(([reason, names]) => `- ${name} ${markdownText(names.join(', '))}: ${markdownText(reason)}`),
  ];
}

function reasonOf(row: CostComponent): string | null {
  const { priceState, reason, quantityOrigin, flags } = row;
  if (priceState === 'usage') return reason ?? 'depends on usage';
  if (priceState !== 'priced') return `${priceState}, ${reason ?? 'without a reason'}`;
  const notes = [
    ...(quantityOrigin === 'assumed' ? ['the quantity is assumed'] : []),
    ...flags.filter((flag) => flag !== 'old').map(flagText),
    ...(row.listUnitPrice ? [`list price ${row.listUnitPrice.toString()}, here ${row.unitPrice?.toString()}`] : []),
  ];
  return notes.length > 0 ? notes.join('; ') : null;
}

const FLAGS: Readonly<Record<string, string>> = {
  contracted: 'the price is a contracted rate',
  derived: 'the price is derived from listed ones',
  'existing-capacity': 'runs on nodes that are paid for already',
  'opencost-default': 'the price is a default rate of OpenCost',
  'opencost-measured': 'the price is a rate that OpenCost measured',
  'spot-price': 'a spot price of its day, which the provider changes up to daily',
  'reserved-instance': 'the price is a reserved rate, with what is paid upfront spread over the term',
  'spot-upper-bound': 'the price is the most that spot costs',
};

/** A flag in words: `other-region:eu-west-1` is the price of another region. */
function flagText(flag: string): string {
  const [kind = '', detail] = flag.split(/:(.*)/s);
  const known = FLAGS[flag];
  if (known) return known;
  if (kind === 'commitment')
    return `the price counts a commitment (${detail?.replaceAll('-', ' ').replace(':', ', ')})`;
  if (kind === 'other-region') return `the price is that of ${detail}`;
  return detail ? `${kind.replaceAll('-', ' ')} ${detail}` : kind.replaceAll('-', ' ');
}
