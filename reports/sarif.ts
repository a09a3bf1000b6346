import type { GateResult } from '#app/flows/gate-report.ts';
import type { PackRule } from '#app/policy/pack-rule.ts';

export interface SarifRequest {
  readonly results: readonly GateResult[];
  /** Rules of the packs, for titles and help; others are described by their results. */
  readonly rules: readonly PackRule[];
}

/** In SARIF an override or a waiver is a suppression, not an absence. */
const SUPPRESSED: Readonly<Record<string, string>> = { waived: 'external', overridden: 'external' };

/** GitHub sorts alerts by this number, 0 to 10. https://docs.github.com/code-security (read 2026-11-25). */
const SECURITY_SEVERITY: Readonly<Record<string, string>> = {
  low: '3.0',
  medium: '5.0',
  high: '7.0',
  critical: '9.0',
};

/**
 * The results that fired as a SARIF 2.1.0 log; `pass` is left out.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html (read 2026-11-25).
 */
export function sarifJson({ results, rules }: SarifRequest): string {
  const fired = results.filter(({ outcome }) => outcome !== 'pass');
  const ids = [...new Set(fired.map(({ id }) => id))].sort();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Cloud FinOps Toolkit',
            rules: ids.map((id) => sarifRule(id, { fired, rules })),
          },
        },
        invocations: [{ executionSuccessful: !fired.some(({ outcome }) => outcome === 'error') }],
        columnKind: 'utf16CodeUnits',
        results: fired.map((result) => sarifResult(result, ids.indexOf(result.id))),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function sarifRule(
  id: string,
  about: { readonly fired: readonly GateResult[]; readonly rules: readonly PackRule[] },
): Readonly<Record<string, unknown>> {
  const known = about.rules.find((rule) => rule.id === id);
  const first = about.fired.find((result) => result.id === id);
  const severity = known?.severity ?? first?.severity ?? 'medium';
  return {
    id,
    shortDescription: { text: known?.title ?? id },
    ...(known ? { fullDescription: { text: known.description } } : {}),
    ...(first?.fix ? { help: { text: first.fix } } : {}),
    properties: { 'security-severity': SECURITY_SEVERITY[severity] ?? '5.0', tags: ['cost'] },
  };
}

function sarifResult(result: GateResult, ruleIndex: number): Readonly<Record<string, unknown>> {
  const suppression = SUPPRESSED[result.outcome];
  return {
    ruleId: result.id,
    ruleIndex,
    level: sarifLevel(result),
    message: { text: result.message },
    locations: result.file === null && result.resource === null ? [] : [sarifLocation(result)],
    partialFingerprints: { 'finopsRuleAndResource/v1': `${result.id}:${result.resource ?? ''}` },
    ...(result.overrideDigest === null ? {} : { fingerprints: { 'finopsOverride/v1': result.overrideDigest } }),
    ...(suppression ? { suppressions: [{ kind: suppression }] } : {}),
  };
}

function sarifLevel({ outcome, level }: GateResult): 'error' | 'warning' | 'note' {
  if (outcome === 'error' || (outcome === 'deny' && level === 'hard')) return 'error';
  return outcome === 'deny' ? 'warning' : 'note';
}

function sarifLocation({ file, line, resource }: GateResult): Readonly<Record<string, unknown>> {
  return {
    ...(file === null
      ? {}
      : {
          physicalLocation: {
            artifactLocation: { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' },
            ...(line === null ? {} : { region: { startLine: line } }),
          },
        }),
    ...(resource === null ? {} : { logicalLocations: [{ fullyQualifiedName: resource, kind: 'resource' }] }),
  };
}
