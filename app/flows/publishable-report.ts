import type { FinopsConfig } from '#app/config/finops-config.ts';
import type { GateReport, GateResult } from './gate-report.ts';
import type { PolicySurroundings } from './policy-input.ts';
import type { Review } from './review-change.ts';

/** Rules of ours whose messages quote what was billed. */
const QUOTING: readonly string[] = [
  'budgets/committed-over-budget',
  'budgets/forecast-over-budget',
  'budgets/open-anomaly',
];
const SILENT = 'The figures behind this are not shown in a public repository.';

interface Audience {
  readonly isPrivate: boolean;
  readonly config: Pick<FinopsConfig, 'publicAmounts'>;
  readonly around: Pick<PolicySurroundings, 'budgets' | 'anomalies'>;
}

/** The review as the repository's readers may see it: in a public one without billed amounts, unless configured. */
export function publishableReview(review: Review, { isPrivate, config, around }: Audience): Review {
  if (!review.report || isPrivate || config.publicAmounts) return review;
  // What the policies read themselves is not around, but in the report.
  const { budgets, anomalies } = review.report;
  const billed = [...budgets, ...anomalies, ...around.budgets, ...around.anomalies];
  return { ...review, report: publishableReport(review.report, billed) };
}

/**
 * The report as everybody may read it: without budgets and incidents, and without the words of the rules that can quote billed
 * amounts, where there are any. Those are ours that do, and all of the team's own, of which nobody knows. The decision
 * stays as it is.
 */
function publishableReport(report: GateReport, billed: readonly unknown[]): GateReport {
  const results = billed.length > 0 ? report.results.map(withoutFigures) : report.results;
  return { ...report, results, budgets: [], anomalies: [] };
}

function withoutFigures(result: GateResult): GateResult {
  const mayQuote = QUOTING.includes(result.id) || result.pack === 'custom';
  return mayQuote && result.outcome !== 'pass' ? { ...result, message: SILENT, fix: null } : result;
}
