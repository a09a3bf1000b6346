import type { GateReport, GateResult } from '#app/flows/gate-report.ts';
import { differenceTable } from './estimate-table.ts';
import { plainText } from './plain-text.ts';

/** The verdict as text for a terminal: the difference, what the rules say, the decision. */
export function gateTable(report: GateReport): string {
  const shown = report.results.filter((each) => each.outcome !== 'pass');
  const passed = report.results.length - shown.length;
  return [
    differenceTable(report.difference),
    '',
    ...shown.flatMap(resultLines),
    ...(passed > 0 ? [`${passed} rules pass.`] : []),
    `Policies      ${report.policyDigest.slice(0, 19)}`,
    `Decision      ${report.decision}`,
  ].join('\n');
}

/** One result that fired, with its place, its remedy, and what an override must name. */
export function resultLines(each: GateResult): readonly string[] {
  const where = [each.resource, each.file && `${each.file}${each.line === null ? '' : `:${each.line}`}`].filter(
    Boolean,
  );
  const place = where.length > 0 ? ` [${where.join(', ')}]` : '';
  const head = `${each.outcome.toUpperCase().padEnd(10)} ${each.id} (${each.level}): ${each.message}${place}`;
  const fix = each.fix ? [`           fix: ${each.fix}`] : [];
  const docs = each.docs && ['deny', 'warn'].includes(each.outcome) ? [`           docs: ${each.docs}`] : [];
  // Only a soft denial can be overridden.
  const canOverride = each.outcome === 'deny' && each.level === 'soft' && each.overrideDigest !== null;
  const override = canOverride ? [`           override: ${each.id}@${each.overrideDigest}`] : [];
  return [head, ...fix, ...docs, ...override].map(plainText);
}
