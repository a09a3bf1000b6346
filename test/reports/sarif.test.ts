import { describe, expect, it } from 'vitest';
import { sarifJson } from '#reports/sarif.ts';
import { gateResult } from './gate-result.ts';

/** What SARIF 2.1.0 requires: sections 3.13, 3.14, 3.18, 3.19, 3.27, 3.28, 3.49 (read 2026-11-25). */
describe('the results as SARIF', () => {
  const results = [
    gateResult(),
    gateResult({ id: 'tags/required', outcome: 'pass' }),
    gateResult({ id: 'custom/own', pack: 'custom', level: 'hard', resource: null, file: null, line: null }),
    gateResult({ id: 'idle/a', outcome: 'warn', level: 'advisory', file: 'a b/ä#?.tf', line: null }),
    gateResult({ id: 'idle/b', outcome: 'waived' }),
    gateResult({ id: 'input/unreadable', outcome: 'error', level: 'hard' }),
  ];
  const rule = { id: 'tags/required', title: 'A required tag is missing', description: 'Says which.' } as const;
  const rules = [
    { ...rule, pack: 'tags', severity: 'high', level: null, fix: '', docs: '', file: '', row: 1 } as const,
  ];
  const log = JSON.parse(sarifJson({ results, rules }));
  const [run] = log.runs;

  it('state version, schema and a named tool', () => {
    expect(log.version).toBe('2.1.0');
    expect(log.$schema).toMatch(/^https:/);
    expect(run.tool.driver.name).not.toBe('');
  });

  it('leave out what passes, and name each rule once, at the index that results give', () => {
    expect(run.results).toHaveLength(5);
    const ids = run.tool.driver.rules.map(({ id }: { readonly id: string }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const result of run.results) {
      expect(ids[result.ruleIndex]).toBe(result.ruleId);
      expect(result.message.text).not.toBe('');
    }
  });

  it('have levels that a reader of SARIF understands', () => {
    const levels = Object.fromEntries(
      run.results.map((each: { readonly ruleId: string; readonly level: string }) => [each.ruleId, each.level]),
    );
    expect(levels).toEqual({
      'tags/required': 'warning',
      'custom/own': 'error',
      'idle/a': 'note',
      'idle/b': 'note',
      'input/unreadable': 'error',
    });
  });

  it('stand at file and line, as a relative reference', () => {
    const [first] = run.results;
    expect(first.locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'infra/main.tf', uriBaseId: '%SRCROOT%' },
      region: { startLine: 7 },
    });
    const odd = run.results.find(({ ruleId }: { readonly ruleId: string }) => ruleId === 'idle/a');
    // RFC 3986: a space, an umlaut, "#" and "?" are escaped in a path.
    expect(odd.locations[0].physicalLocation.artifactLocation.uri).toBe('a%20b/%C3%A4%23%3F.tf');
    expect(odd.locations[0].physicalLocation.region).toBeUndefined();
  });

  it('carry a waiver as a suppression and the digest of an override as a fingerprint', () => {
    const waived = run.results.find(({ ruleId }: { readonly ruleId: string }) => ruleId === 'idle/b');
    expect(waived.suppressions).toEqual([{ kind: 'external' }]);
    expect(run.results[0].fingerprints).toEqual({ 'finopsOverride/v1': '0123456789abcdef' });
  });

  it('say that the run failed when something could not be judged', () => {
    expect(run.invocations[0].executionSuccessful).toBe(false);
    expect(JSON.parse(sarifJson({ results: [], rules })).runs[0].invocations[0].executionSuccessful).toBe(true);
  });
});
