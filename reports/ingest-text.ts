import type { CurrencySums, Tally } from '#app/flows/delivery-tally.ts';
import type { DeliveryOutcome, SourceOutcome } from '#app/flows/ingest-charges.ts';
import { plainText } from './plain-text.ts';

const MOST_FINDINGS = 12;
const MOST_REJECTED = 5;

/** What an ingestion did: each delivery with its rows and sums, what was not kept and why, what breaks FOCUS. */
export function ingestText(outcomes: readonly SourceOutcome[]): string {
  return outcomes.flatMap(sourceLines).map(plainText).join('\n');
}

/** The same as JSON. */
export function ingestJson(outcomes: readonly SourceOutcome[]): string {
  const plain = outcomes.map(({ sourceId, deliveries, error }) => ({
    source: sourceId,
    error: error && errorText(error),
    deliveries: deliveries.map((each) => (each.result === 'failed' ? { ...each, error: errorText(each.error) } : each)),
  }));
  return JSON.stringify({ sources: plain }, null, 2);
}

function sourceLines({ sourceId, deliveries, error }: SourceOutcome): readonly string[] {
  const lines = deliveries.flatMap((each) => deliveryLines(each, sourceId));
  if (error) lines.push(`${sourceId}: ${errorText(error)}`);
  if (lines.length === 0) lines.push(`${sourceId}: nothing was delivered`);
  return lines;
}

function deliveryLines(outcome: DeliveryOutcome, sourceId: string): readonly string[] {
  const name = `${sourceId} ${outcome.scope}`;
  switch (outcome.result) {
    case 'unchanged':
      return [`${name}: unchanged (${outcome.deliveryId})`];
    case 'busy':
      return [`${name}: left alone, ${outcome.reason}`];
    case 'refused':
      return [
        `${name}: refused, ${outcome.reason}; what was in force stays (--accept fewer-days takes it all the same)`,
      ];
    case 'failed':
      return [`${name}: failed, ${errorText(outcome.error)}; what was in force stays`];
    default:
      return [
        `${name}: ${grouped(outcome.rows)} charges, ${sumText(outcome.tally)}`,
        ...restatement(outcome.inPlaceOf, outcome.tally.sums),
        ...tallyLines(outcome.tally),
      ];
  }
}

/** What a bill that was delivered before says now. */
function restatement(before: readonly CurrencySums[] | null, now: readonly CurrencySums[]): readonly string[] {
  const text = (sums: readonly CurrencySums[]) => sums.map((each) => `${each.billed} ${each.currency}`).join(', ');
  if (before === null || text(before) === text(now)) return [];
  return [`  restated: BilledCost was ${text(before) || 'nothing'} before`];
}

function tallyLines({ rejected, rejectedCount, findings, remarks, sums }: Tally): readonly string[] {
  const lines: string[] = [];
  if (rejectedCount > 0) {
    const costs = sums.map((each) => each.rejectedBilled);
    const known = sums.map((each) => `${each.rejectedBilled} ${each.currency}`).join(', ');
    const billed = costs.includes(null) ? 'the cost of some is not known' : `BilledCost ${known}`;
    lines.push(`  ${grouped(rejectedCount)} rows are not kept (${billed}):`);
    for (const { file, row, reason } of rejected.slice(0, MOST_REJECTED)) lines.push(`    ${file}:${row}: ${reason}`);
    if (rejectedCount > MOST_REJECTED) lines.push(`    … and ${grouped(rejectedCount - MOST_REJECTED)} more`);
  }
  for (const { rule, count, examples } of findings.slice(0, MOST_FINDINGS)) {
    lines.push(`  ${grouped(count)} rows break: ${rule} (${examples[0] ?? ''})`);
  }
  if (findings.length > MOST_FINDINGS) lines.push(`  … and ${findings.length - MOST_FINDINGS} more rules`);
  return [...lines, ...remarks.map((remark) => `  ${remark}`)];
}

function sumText({ sums, days }: Tally): string {
  const range = days.first === null ? '' : `, ${days.first} to ${days.last}`;
  const costs = sums.map((each) => `BilledCost ${each.billed}, EffectiveCost ${each.effective} ${each.currency}`);
  return `${costs.length === 0 ? 'no cost' : costs.join('; ')}${range}`;
}

function errorText(error: SourceOutcome['error'] & object): string {
  const { file, line } = error.place ?? {};
  const place = file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}`}: `;
  return `${place}${error.message}${error.remedy === undefined ? '' : `; ${error.remedy}`}`;
}

function grouped(count: number): string {
  return count.toLocaleString('en-US');
}
