import type { RegoRule } from './engine-protocol.ts';
import type { EvaluationContext } from './evaluation-context.ts';
import type { Finding } from './finding.ts';
import { overrideDigest } from './override-digest.ts';
import { Severity } from './pack-rule.ts';
import type { PolicyResult } from './result.ts';

/** What a rule that is none of the packs' gives: a pass, or a result for each finding, placed where its resource stands. */
export function ruleResults(
  { rule, findings }: { readonly rule: RegoRule; readonly findings: readonly Finding[] },
  context: EvaluationContext,
): readonly PolicyResult[] {
  const about = described(rule);
  const warns = rule.name.startsWith('warn');
  const level = warns ? 'advisory' : context.settings.custom.level;
  const common = { id: about.id, pack: 'custom', level } as const;
  if (findings.length === 0) {
    const nowhere = { resource: null, file: null, line: null, overrideDigest: null };
    const { severity, docs, fix } = about;
    return [{ ...common, severity, outcome: 'pass', message: about.title, ...nowhere, docs, fix }];
  }
  return findings.map((finding) => ({
    ...common,
    severity: finding.severity ?? about.severity,
    outcome: level === 'advisory' ? 'warn' : 'deny',
    message: finding.message,
    resource: finding.resource,
    ...placeIn(finding, context),
    docs: finding.docs ?? about.docs,
    fix: finding.fix ?? about.fix,
    overrideDigest: overrideDigest({ rule: about.id, ...finding }, context.costs),
  }));
}

/** Where the finding says, else where the resource that it names stands. */
function placeIn(
  finding: Finding,
  { input }: EvaluationContext,
): { readonly file: string | null; readonly line: number | null } {
  if (finding.file !== null || finding.resource === null) return { file: finding.file, line: finding.line };
  const resource = input.resources.find(({ address }) => address === finding.resource);
  const workload = input.workloads.find(
    ({ namespace, kind, name }) => `${namespace}/${kind}/${name}` === finding.resource,
  );
  return { file: resource?.file ?? workload?.file ?? null, line: resource?.line ?? workload?.line ?? null };
}

interface RuleDescription {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly docs: string | null;
  readonly fix: string | null;
}

/** The id is `<package without finops.>/<rule>`, so that no rule can take another's; the rest is from its METADATA. */
function described(rule: RegoRule): RuleDescription {
  const about = rule.annotations.find(({ scope }) => scope === 'rule' || scope === 'document');
  const text = (name: string): string | null => {
    const value = about?.custom?.[name];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const severity = Severity.safeParse(about?.custom?.['severity']);
  return {
    id: `${rule.package.slice('finops.'.length)}/${rule.name}`,
    title: about?.title ?? `${rule.name} of ${rule.package}`,
    severity: severity.success ? severity.data : 'medium',
    docs: text('docs'),
    fix: text('fix'),
  };
}
