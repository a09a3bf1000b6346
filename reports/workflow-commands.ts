import type { GateResult } from '#app/flows/gate-report.ts';
import { resultRemarks } from './result-remarks.ts';

/**
 * What was found as workflow commands, one a line: printed by a step of GitHub Actions they become annotations at the
 * file and line, without a token. What has no place in a file is an annotation of the run.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions (read 2026-11-25).
 */
export function workflowCommands(results: readonly GateResult[]): string {
  const placed = resultRemarks(results).map(({ path, startLine, level, title, message }) => {
    const properties = `file=${escapeProperty(path)},line=${startLine},title=${escapeProperty(title)}`;
    return `::${level === 'failure' ? 'error' : 'warning'} ${properties}::${escapeData(message)}`;
  });
  const elsewhere = results
    .filter(({ file, outcome }) => file === null && ['deny', 'warn', 'error'].includes(outcome))
    .map(({ id, outcome, message }) => {
      return `::${outcome === 'warn' ? 'warning' : 'error'} title=${escapeProperty(id)}::${escapeData(message)}`;
    });
  return [...placed, ...elsewhere].join('\n');
}

/** Everything that GitHub would read as part of a command, or as the beginning of another one. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
