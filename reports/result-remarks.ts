import type { GateResult } from '#app/flows/gate-report.ts';
import { plainText } from './plain-text.ts';

/** A remark at a line of a file. */
export interface ResultRemark {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly level: 'warning' | 'failure';
  readonly title: string;
  readonly message: string;
}

/** Remarks for what was found and has a place, the gravest first. Their texts are plain: GitHub shows them as they are. */
export function resultRemarks(results: readonly GateResult[]): readonly ResultRemark[] {
  return results
    .flatMap((each) => {
      if (each.file === null || !['deny', 'warn', 'error'].includes(each.outcome)) return [];
      const line = each.line ?? 1;
      return {
        path: each.file,
        startLine: line,
        endLine: line,
        level: each.outcome === 'warn' ? ('warning' as const) : ('failure' as const),
        title: plainText(each.id),
        message: plainText(`${each.message}${each.fix ? ` Fix: ${each.fix}` : ''}`),
      };
    })
    .toSorted((one, other) => (one.level === other.level ? 0 : one.level === 'failure' ? -1 : 1));
}
