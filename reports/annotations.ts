import type { GateResult } from '#app/flows/gate-report.ts';

/** An annotation of a check run. https://docs.github.com/rest/checks/runs (read 2026-11-25). */
export interface Annotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly annotation_level: 'notice' | 'warning' | 'failure';
  readonly title: string;
  readonly message: string;
}

/** GitHub's limits: 255 characters of title, 64 KiB of message. */
const LONGEST_TITLE = 255;
const LONGEST_MESSAGE = 65_535;

/** One annotation for each result that fired and has a file; the worst first, because GitHub shows only some. */
export function checkAnnotations(results: readonly GateResult[]): readonly Annotation[] {
  return results
    .flatMap((result) => (result.file === null || result.outcome === 'pass' ? [] : [annotation(result, result.file)]))
    .sort((a, b) => WORST.indexOf(a.annotation_level) - WORST.indexOf(b.annotation_level));
}

const WORST: readonly Annotation['annotation_level'][] = ['failure', 'warning', 'notice'];

function annotation(result: GateResult, path: string): Annotation {
  const line = result.line ?? 1;
  const message = [result.message, result.fix].filter((part) => part !== null).join('\n');
  return {
    path,
    start_line: line,
    end_line: line,
    annotation_level: levelOf(result),
    title: result.id.slice(0, LONGEST_TITLE),
    message: message.slice(0, LONGEST_MESSAGE),
  };
}

function levelOf({ outcome }: GateResult): Annotation['annotation_level'] {
  if (outcome === 'deny' || outcome === 'error') return 'failure';
  return outcome === 'warn' ? 'warning' : 'notice';
}

/**
 * The annotations as workflow commands, for a job that may not write check runs. Everything that GitHub would read as
 * part of a command is escaped.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions (read 2026-11-25).
 */
export function workflowCommands(annotations: readonly Annotation[]): readonly string[] {
  return annotations.map(({ path, start_line, annotation_level, title, message }) => {
    const command = annotation_level === 'failure' ? 'error' : annotation_level;
    const properties = `file=${escapeProperty(path)},line=${start_line},title=${escapeProperty(title)}`;
    return `::${command} ${properties}::${escapeData(message)}`;
  });
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
