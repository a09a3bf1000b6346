import type { GateReport } from '#app/flows/gate-report.ts';
import { differenceJson } from './estimate-json.ts';

/** The verdict as JSON: decision, the difference document, every result, and the digests it rests on. */
export function gateJson(report: GateReport, generated: Date): Readonly<Record<string, unknown>> {
  const { decision, difference, results, waivers, overrides, policyDigest, decisionId } = report;
  return {
    decision,
    estimate: differenceJson(difference, generated),
    results,
    waivers,
    overrides,
    policyDigest,
    decisionId,
  };
}
