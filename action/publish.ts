import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GateReport } from '#app/flows/gate-report.ts';
import { decimalText } from '#app/measure/decimal.ts';
import { withoutEmailsIn } from '#app/measure/email-address.ts';
import type { Money } from '#app/measure/money.ts';
import { type CommentOptions, commentMarkdown } from '#reports/comment.ts';
import { gateJson } from '#reports/gate-json.ts';
import { plainText } from '#reports/plain-text.ts';
import type { ActionWorld } from './world.ts';

const SUMMARY_LIMIT = 900_000;
/** GitHub shows so many annotations of a level for a step. */
const ANNOTATIONS = 10;

export interface Publication {
  readonly report: GateReport;
  /** Tells the files of several steps of a job apart. */
  readonly key: string;
  readonly overriders: CommentOptions['overriders'];
}

/** Writes outputs, the report files and the job summary. */
export function publishReport({ report, key, overriders }: Publication, world: ActionWorld): void {
  const folder = join(world.env['RUNNER_TEMP'] ?? '.', 'finops', key);
  mkdirSync(folder, { recursive: true });
  const markdown = commentMarkdown(report, { reportUrl: null, limit: SUMMARY_LIMIT, overriders });
  const paths = { report: join(folder, 'report.md'), json: join(folder, 'gate.json') };
  writeFileSync(paths.report, `${markdown}\n`);
  writeFileSync(paths.json, `${JSON.stringify(withoutEmailsIn(gateJson(report, world.now)), null, 2)}\n`);
  const { prior, planned, monthlyCost } = report.difference;
  world.setOutput('decision', report.decision);
  world.setOutput('monthly-cost', amountText(planned.monthlyCost));
  world.setOutput('prior-monthly-cost', amountText(prior.monthlyCost));
  world.setOutput('difference', amountText(monthlyCost));
  world.setOutput('report-path', paths.report);
  world.setOutput('json-path', paths.json);
  world.writeSummary(markdown);
}

/** Findings as annotations of the run, the gravest first. */
export function annotateRun(report: GateReport, world: ActionWorld): void {
  const found = report.results.filter(
    (each) => each.outcome !== 'pass' && each.outcome !== 'overridden' && each.outcome !== 'waived',
  );
  for (const [level, outcomes] of [
    ['error', ['error', 'deny']],
    ['warning', ['warn']],
  ] as const) {
    const shown = found.filter((each) => (outcomes as readonly string[]).includes(each.outcome)).slice(0, ANNOTATIONS);
    for (const each of shown) {
      const place = each.file === null ? {} : { file: each.file, startLine: each.line ?? 1 };
      world.annotate(level, plainText(`${each.message}${each.fix ? ` Fix: ${each.fix}` : ''}`), {
        title: plainText(each.id),
        ...place,
      });
    }
  }
}

function amountText(amount: Money | null): string {
  return amount ? decimalText(amount.amount) : '';
}
