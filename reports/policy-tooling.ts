import type { ForeignFinding } from '#app/policy/foreign-policies.ts';
import type { Decision } from '#app/policy/result.ts';
import type { PolicyCheck, PolicyFault, PolicyTests } from '#app/policy/tooling.ts';
import { plainText } from './plain-text.ts';

/** What `finops policy check` found, for a terminal. */
export function checkText({ rules, faults }: PolicyCheck): string {
  if (faults.length > 0) return faults.map(faultLine).join('\n');
  const names = rules.map((rule) => `  ${rule.package}.${rule.name}  ${rule.file}:${rule.row}`);
  return plainLines([`${rules.length} rules count for the verdict:`, ...names]);
}

/** One fault with its place and what to do. */
export function faultLine({ file, line, column, message, remedy }: PolicyFault): string {
  const place = [file, line, column].filter((part) => part !== null).join(':');
  const text = `${place === '' ? '' : `${place}: `}${message}${remedy === null ? '' : `; ${remedy}`}`;
  return plainLines(text.split('\n'));
}

/** Every test that does not pass, the lines that none reaches, and the totals. */
export function testText({ tests, coverage, coveragePercent, faults }: PolicyTests): string {
  if (faults.length > 0) return faults.map(faultLine).join('\n');
  const notable = tests
    .filter(({ outcome }) => outcome !== 'pass')
    .map((each) => {
      const why = each.message ? `: ${each.message}` : '';
      return `${each.outcome.toUpperCase().padEnd(5)} ${each.package}.${each.name} ${each.file}:${each.row}${why}`;
    });
  const unreached = Object.entries(coverage)
    .filter(([, { rows }]) => rows.length > 0)
    .map(([file, { rows }]) => `not reached: ${file}:${rows.join(',')}`);
  const passed = tests.filter(({ outcome }) => outcome === 'pass').length;
  const total = `${passed} of ${tests.length} tests pass; they reach ${coveragePercent.toFixed(1)} % of the lines.`;
  return plainLines([...notable, ...unreached, total]);
}

/** What policies said of an estimate in Infracost's format. */
export function foreignText(findings: readonly ForeignFinding[], decision: Decision): string {
  const lines = findings.map(
    ({ outcome, rule, message, resource }) =>
      `${outcome.toUpperCase().padEnd(5)} ${rule}: ${message}${resource === null ? '' : ` [${resource}]`}`,
  );
  return plainLines([...lines, `Decision      ${decision}`]);
}

function plainLines(lines: readonly string[]): string {
  return lines.map(plainText).join('\n');
}
