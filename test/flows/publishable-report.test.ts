import { describe, expect, it } from 'vitest';
import { difference } from '#app/estimate/difference.ts';
import type { GateReport } from '#app/flows/gate-report.ts';
import { publishableReview } from '#app/flows/publishable-report.ts';
import { checkDetails, checkSummary, commentMarkdown } from '#reports/comment.ts';
import { resultRemarks } from '#reports/result-remarks.ts';
import { gateResult } from '#test/reports/gate-result.ts';
import { estimateText } from '#test/support/resources.ts';

const NAT = 'resource "aws_nat_gateway" "n" {}';
const REPORT: GateReport = {
  decision: 'deny',
  difference: difference(estimateText(''), estimateText(NAT)),
  results: ['budgets/committed-over-budget', 'budgets/forecast-over-budget'].map((id) =>
    gateResult({ id, pack: 'budgets', message: 'Budget shop holds USD 4711.00, but USD 4812.00 are committed.' }),
  ),
  waivers: [],
  overrides: [],
  // As the policies read them from the file: nothing of it was around before.
  budgets: [
    {
      ...{ id: 'shop', team: null, limit: 4711, actual: 4500, forecast: 4999 },
      ...{ openPullRequests: 280, thisPullRequest: 32 },
    },
  ],
  anomalies: [],
  policyDigest: 'sha256:0000000000000000',
  decisionId: 'id',
};
const AROUND = { budgets: [], anomalies: [] };

/** All that GitHub shows of it: comment, check run, annotations. */
function shown(isPrivate: boolean, publicAmounts: boolean): readonly string[] {
  const review = { conclusion: 'failure', report: REPORT, failure: null } as const;
  const { report } = publishableReview(review, { isPrivate, config: { publicAmounts }, around: AROUND });
  const options = { reportUrl: null, limit: 65_000, overriders: null };
  if (!report) throw new Error('there is a report');
  const check = [checkSummary(report, options), checkDetails(report, options), resultRemarks(report.results)];
  return [commentMarkdown(report, options), JSON.stringify(check)];
}

const FIGURES = /4,?711|4,?812|4,?500|4,?999|\$280/;

describe('the budgets of the file', () => {
  it('and the words of rules about them show in neither comment nor check of a public repository', () => {
    for (const text of shown(false, false)) {
      expect(text).toMatch(/budgets(&#47;|\/)committed-over-budget/);
      expect(text).toContain('not shown in a public repository');
      expect(text).not.toMatch(FIGURES);
    }
  });

  it.each([
    ['a private one', true, false],
    ['a public one whose configuration says so', false, true],
  ])('show in %s', (_name, isPrivate, publicAmounts) => {
    for (const text of shown(isPrivate, publicAmounts)) expect(text).toMatch(FIGURES);
  });
});
