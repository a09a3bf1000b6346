import type { ForeignFinding } from '#app/policy/foreign-policies.ts';
import type { Decision } from '#app/policy/result.ts';
import type { PolicyCheck, PolicyFault, PolicyTests } from '#app/policy/tooling.ts';
import { plainText } from './plain-text.ts';

/** What `finops policy check` found, for a terminal. */
export function checkText({ rules, faults, nullComparisons }: PolicyCheck): string {
  if (faults.length > 0) return faults.map(faultText).join('\n');
  const names = rules.map((rule) => `  ${rule.package}.${rule.name}  ${rule.file}:${rule.row}`);
  const notes = nullComparisons.map(
    ({ file, line, ref }) =>
      `note: ${file}:${line}: ${ref} is null when it is not known, and null is below every number; ask is_number(${ref}) first, or leave it to the coverage pack`,
  );
  const count = rules.length === 1 ? '1 rule counts' : `${rules.length} rules count`;
  return plainLines([`${count} for the verdict:`, ...names, ...notes]);
}

/** One fault with its place and what to do, and below it the line with a mark at the column. */
function faultText({ file, line, column, message, remedy, source }: PolicyFault): string {
  const place = [file, line, column].filter((part) => part !== null).join(':');
  const text = `${place === '' ? '' : `${place}: `}${message}${remedy === null ? '' : `; ${remedy}`}`;
  if (source === null || column === null) return plainText(text);
  const shown = source.trimStart();
  const at = Math.max(0, column - 1 - (source.length - shown.length));
  return plainLines([text, `    ${shown}`, `    ${' '.repeat(at)}^`]);
}

/** Every test that does not pass, the lines that none reaches, and the totals. */
export function testText({ tests, coverage, coveragePercent, faults }: PolicyTests): string {
  if (faults.length > 0) return faults.map(faultText).join('\n');
  const notable = tests
    .filter(({ outcome }) => outcome !== 'pass')
    .flatMap((each) => {
      const why = each.message?.replace(`${each.file}:`, 'line ') || (each.outcome === 'fail' ? 'it is not true' : '');
      const head = `${each.outcome.toUpperCase().padEnd(5)} ${each.package}.${each.name} ${each.file}:${each.row}`;
      const printed = each.output ? each.output.trimEnd().split('\n') : [];
      return [`${head}${why === '' ? '' : `: ${why}`}`, ...printed.map((line) => `      ${line}`)];
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
