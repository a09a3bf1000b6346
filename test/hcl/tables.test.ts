import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sharedPath } from '#test/support/shared.ts';
import type { Table } from './table-case.ts';
import { withPrefix } from './table-prefixes.ts';
import { runnerOf } from './table-runners.ts';
import { readIcon } from './table-scope.ts';
import { TABLE_REASONS, type TableReason } from './tables-reasons.ts';

const path = sharedPath('data/hcl/tables.json');

function readTables(file: string): Table[] {
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return (Array.isArray(content) ? content : Object.values(content as object)) as Table[];
}

function reasonFor(table: Table, number: number): TableReason | undefined {
  return TABLE_REASONS.find(({ group, test, cases }) => {
    return (
      table.group.startsWith(group) && test === table.test && (cases === 'all' || isListed({ table, cases, number }))
    );
  });
}

/** Some Go tests have several tables of one name: a case is named by table only where its fields say so. */
function isListed(request: { table: Table; cases: readonly number[]; number: number }): boolean {
  const { table, cases, number } = request;
  if (table.test === 'TestJSONDecode')
    return cases.includes(number) && (number > 2 || table.fields.includes('WantError'));
  return cases.includes(number);
}

describe.skipIf(path === null)('the test tables of HCL, OpenTofu and go-cty', () => {
  const tables = path === null ? [] : readTables(path);
  if (tables.length > 0) readIcon(tables);
  const counts = { all: 0, run: 0, passed: 0 };
  const used = new Set<TableReason>();

  it.each(tables.filter(({ cases }) => cases.length > 0))('$group: $test', (table) => {
    const run = runnerOf(table);
    const problems: string[] = [];
    table.cases.forEach((one, number) => {
      counts.all++;
      const reason = reasonFor(table, number);
      if (reason) used.add(reason);
      if (!run || reason?.kind === 'not runnable') {
        if (!reason) problems.push(`case ${number} has neither a runner nor a reason`);
        return;
      }
      counts.run++;
      const { got, wanted } = run(withPrefix(one, { table, number }), table);
      if (got === wanted) {
        counts.passed++;
        if (reason) problems.push(`case ${number} passes, but stands in the list of reasons`);
      } else if (!reason) problems.push(`case ${number}: ${JSON.stringify(one)}\n  got    ${got}\n  wanted ${wanted}`);
    });
    expect(problems).toEqual([]);
  });

  it('passes at least 97 % of all 2,254 cases', () => {
    const share = ((100 * counts.passed) / counts.all).toFixed(1);
    console.log(
      `tables: ${counts.passed} of ${counts.all} cases pass (${share} %); ${counts.run - counts.passed} differ, ${counts.all - counts.run} cannot be run, each with its reason`,
    );
    expect(counts.all).toBe(2254);
    expect(counts.passed / counts.all).toBeGreaterThanOrEqual(0.97);
  });

  it('has no reason that is not needed', () => {
    expect(TABLE_REASONS.filter((reason) => !used.has(reason))).toEqual([]);
  });
});
