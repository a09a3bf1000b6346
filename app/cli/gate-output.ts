import type { FinopsError } from '#app/errors.ts';
import type { GateReport, GateResult } from '#app/flows/gate-report.ts';
import type { PackRule } from '#app/policy/pack-rule.ts';
import { commentMarkdown } from '#reports/comment.ts';
import { documentText } from '#reports/document-text.ts';
import { gateJson } from '#reports/gate-json.ts';
import { gateTable } from '#reports/gate-table.ts';
import { junitXml } from '#reports/junit.ts';
import { sarifJson } from '#reports/sarif.ts';
import { workflowCommands } from '#reports/workflow-commands.ts';

/** How a verdict can be written. */
export const GATE_FORMATS = ['table', 'json', 'markdown', 'sarif', 'junit', 'github'] as const;
export type GateFormat = (typeof GATE_FORMATS)[number];

export interface GateOutput {
  readonly format: GateFormat;
  readonly rules: readonly PackRule[];
  readonly now: Date;
}

/** GitHub's limit for a comment. */
const COMMENT_LIMIT = 65_536;

/** The verdict in the format asked for. */
export function renderGate(report: GateReport, { format, rules, now }: GateOutput): string {
  switch (format) {
    case 'json':
      return documentText(gateJson(report, now), { resources: report.difference.resources.length });
    case 'markdown':
      return commentMarkdown(report, { reportUrl: null, limit: COMMENT_LIMIT, overriders: null });
    case 'sarif':
      return sarifJson({ results: report.results, rules });
    case 'junit':
      return junitXml(report.results);
    case 'github':
      return workflowCommands(report.results);
    case 'table':
      return gateTable(report);
  }
}

/** What stands in the place of a verdict when an input could not be read; null where the error line says it all. */
export function renderUnjudged(error: FinopsError, { format, rules }: GateOutput): string | null {
  const { place = null, remedy = null, message } = error;
  const results = [unreadable(error)];
  switch (format) {
    case 'json':
      return JSON.stringify(
        { decision: 'error', estimate: null, results, waivers: [], overrides: [], error: { message, place, remedy } },
        null,
        2,
      );
    case 'sarif':
      return sarifJson({ results, rules });
    case 'junit':
      return junitXml(results);
    case 'github':
      return workflowCommands(results);
    default:
      return null;
  }
}

function unreadable({ place, remedy, message }: FinopsError): GateResult {
  return {
    id: 'input/unreadable',
    pack: 'input',
    severity: 'high',
    level: 'hard',
    outcome: 'error',
    message,
    resource: null,
    file: place?.file ?? null,
    line: place?.line ?? null,
    docs: null,
    fix: remedy ?? null,
    overrideDigest: null,
  };
}
