import { z } from 'zod';
import { askPages, type Deps, type RepositoryName } from './client.ts';

/** A remark at lines of a file, as a check run carries it. */
export interface Annotation {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly level: 'notice' | 'warning' | 'failure';
  readonly title?: string | undefined;
  readonly message: string;
}

/** What one request may carry: https://docs.github.com/en/rest/checks/runs (read 2026-11-25). */
export const ANNOTATIONS_A_REQUEST = 50;
const LONGEST_MESSAGE = 64_000;

const Written = z.object({
  path: z.string(),
  start_line: z.number(),
  end_line: z.number(),
  annotation_level: z.string().nullable(),
  title: z.string().nullable(),
  message: z.string().nullable(),
});
type Written = z.infer<typeof Written>;

/** The annotation as the API takes it, cut to its limits. */
export function annotationParameters(annotation: Annotation): Readonly<Record<string, unknown>> {
  const startLine = Math.max(1, annotation.startLine);
  return {
    path: annotation.path,
    start_line: startLine,
    end_line: Math.max(startLine, annotation.endLine),
    annotation_level: annotation.level,
    message: annotation.message.slice(0, LONGEST_MESSAGE) || '-',
    ...(annotation.title ? { title: annotation.title.slice(0, 255) } : {}),
  };
}

/**
 * Those of the wanted annotations that a run lacks; null when it has others, which nothing can remove.
 * Annotations are only ever appended to a run, so this is what makes sending them again harmless.
 */
export async function missingAnnotations(
  request: RepositoryName & { readonly checkRunId: number; readonly wanted: readonly Annotation[] },
  deps: Deps,
): Promise<readonly Annotation[] | null> {
  const { owner, repo, checkRunId, wanted } = request;
  const route = 'GET /repos/{owner}/{repo}/check-runs/{check_run_id}/annotations';
  const parameters = { owner, repo, check_run_id: checkRunId };
  const { items } = await askPages({ route, parameters, schema: z.array(Written), pages: 20 }, deps);
  const missing = new Map(wanted.map((each) => [keyOf(annotationParameters(each) as unknown as Written), each]));
  for (const item of items) if (!missing.delete(keyOf(item))) return null;
  return [...missing.values()];
}

function keyOf(written: Written): string {
  const { path, start_line, end_line, annotation_level, title, message } = written;
  return JSON.stringify([path, start_line, end_line, annotation_level, title ?? null, message]);
}
