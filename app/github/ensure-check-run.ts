import { z } from 'zod';
import {
  ANNOTATIONS_A_REQUEST,
  type Annotation,
  annotationParameters,
  missingAnnotations,
} from './check-annotations.ts';
import { ask, type Deps, type RepositoryName } from './client.ts';
import { boundedBody } from './comment-body.ts';
import { NotPermittedError } from './github-error.ts';

export type Conclusion = 'success' | 'failure' | 'neutral' | 'cancelled' | 'skipped' | 'timed_out' | 'action_required';

/** A button of a check run; label 20, description 40, identifier 20 characters. */
export interface CheckAction {
  readonly label: string;
  readonly description: string;
  readonly identifier: string;
}

export interface CheckRunRequest extends RepositoryName {
  readonly headSha: string;
  /** The stable name that a ruleset requires, such as `finops/gate`. */
  readonly name: string;
  /** The App whose runs are looked at; left out where only its slug is known. */
  readonly appId?: number | undefined;
  /** The same by its slug, as of the `GITHUB_TOKEN`: a run of that name that another App made is none of ours. */
  readonly appSlug?: string;
  /** What was judged, for finding out later whether it still holds. */
  readonly externalId: string;
  /** Null while the review runs. */
  readonly conclusion: Conclusion | null;
  readonly title: string;
  /** Markdown, cut at 65,535 characters. */
  readonly summary: string;
  /** Markdown below the summary, cut alike. */
  readonly details?: string;
  readonly annotations?: readonly Annotation[];
  readonly actions?: readonly CheckAction[];
  readonly detailsUrl?: string | undefined;
}

export interface EnsuredCheckRun {
  readonly outcome: 'created' | 'updated' | 'unchanged' | 'not-permitted';
  readonly id: number | null;
  readonly url: string | null;
}

const CheckRun = z.object({
  id: z.number(),
  html_url: z.string().nullable(),
  status: z.string(),
  conclusion: z.string().nullable(),
  app: z.object({ slug: z.string().optional() }).nullish(),
  external_id: z.string().nullable(),
  output: z.object({
    title: z.string().nullable(),
    summary: z.string().nullable(),
    text: z.string().nullish(),
    annotations_count: z.number(),
  }),
});
type CheckRun = z.infer<typeof CheckRun>;
const CheckRuns = z.object({ check_runs: z.array(CheckRun) });

/** In bytes, of the 65,535 that GitHub takes: where a text is cut, its characters are not all equally long. */
const LONGEST_SUMMARY = 60_000;

/**
 * Leaves one current check run of this name on the commit, with these contents, and returns what that took. Doing it
 * again, after a crash too, changes nothing. A run with a conclusion never lacks an annotation: the conclusion is
 * written last. A token that may not is an outcome and not an error; throws UpstreamError otherwise.
 */
export async function ensureCheckRun(request: CheckRunRequest, deps: Deps): Promise<EnsuredCheckRun> {
  try {
    return await ensure(request, deps);
  } catch (error) {
    if (error instanceof NotPermittedError) return { outcome: 'not-permitted', id: null, url: null };
    throw error;
  }
}

async function ensure(request: CheckRunRequest, deps: Deps): Promise<EnsuredCheckRun> {
  const existing = await latestRun(request, deps);
  const wanted = request.annotations ?? [];
  if (!existing) return writeAll(request, { run: null, annotations: wanted }, deps);
  if (isSame(existing, request)) return { outcome: 'unchanged', id: existing.id, url: existing.html_url };
  // A new review of a judged commit is a new run of the name, as after "Re-run": the old one keeps its verdict.
  if (request.conclusion === null && existing.status === 'completed') {
    return writeAll(request, { run: null, annotations: wanted }, deps);
  }
  const { owner, repo } = request;
  const isEmpty = existing.output.annotations_count === 0;
  const missing = isEmpty ? wanted : await missingAnnotations({ owner, repo, checkRunId: existing.id, wanted }, deps);
  if (missing) return writeAll(request, { run: existing, annotations: missing }, deps);
  // Its annotations are of an older verdict and cannot be removed: a new run of the name takes its place.
  if (existing.status !== 'completed')
    await patch(request, existing.id, { status: 'completed', conclusion: 'cancelled' }, deps);
  return writeAll(request, { run: null, annotations: wanted }, deps);
}

async function latestRun(request: CheckRunRequest, deps: Deps): Promise<CheckRun | null> {
  const { owner, repo, headSha, name, appId, appSlug } = request;
  const route = 'GET /repos/{owner}/{repo}/commits/{ref}/check-runs';
  const parameters = { owner, repo, ref: headSha, check_name: name, ...(appId === undefined ? {} : { app_id: appId }) };
  const { check_runs: runs } = await ask({ route, parameters, schema: CheckRuns }, deps);
  const ours = runs.filter((each) => appSlug === undefined || !each.app?.slug || each.app.slug === appSlug);
  return ours.toSorted((one, other) => other.id - one.id)[0] ?? null;
}

/** Everything of the verdict is in the external id, conclusion, title and summary. */
function isSame(run: CheckRun, request: CheckRunRequest): boolean {
  if (request.conclusion === null) return run.status === 'in_progress';
  if (run.conclusion !== request.conclusion || run.external_id !== request.externalId) return false;
  const { title, summary, text = null } = outputOf(request);
  const wanted = new Set((request.annotations ?? []).map((each) => JSON.stringify(annotationParameters(each)))).size;
  const { output } = run;
  const isSameText = output.title === title && output.summary === summary && (output.text ?? null) === text;
  return isSameText && output.annotations_count === wanted;
}

function outputOf(request: CheckRunRequest): {
  readonly title: string;
  readonly summary: string;
  readonly text?: string;
} {
  const { title, summary, details = '' } = request;
  const text = details === '' ? {} : { text: boundedText(details) };
  return { title: title.slice(0, 255), summary: boundedText(summary), ...text };
}

function boundedText(text: string): string {
  const bytes = Buffer.byteLength(text);
  return boundedBody(
    text,
    bytes <= LONGEST_SUMMARY ? text.length : Math.floor((text.length * LONGEST_SUMMARY) / bytes),
  );
}

/** Writes batches of annotations, the conclusion with the last of them. */
async function writeAll(
  request: CheckRunRequest,
  { run, annotations }: { readonly run: CheckRun | null; readonly annotations: readonly Annotation[] },
  deps: Deps,
): Promise<EnsuredCheckRun> {
  const batches: (readonly Annotation[])[] = [];
  for (let start = 0; start < annotations.length; start += ANNOTATIONS_A_REQUEST) {
    batches.push(annotations.slice(start, start + ANNOTATIONS_A_REQUEST));
  }
  if (batches.length === 0) batches.push([]);
  let current = run;
  for (const [index, batch] of batches.entries()) {
    const isLast = index === batches.length - 1;
    const output = {
      ...outputOf(request),
      ...(batch.length > 0 ? { annotations: batch.map(annotationParameters) } : {}),
    };
    const { conclusion } = request;
    const state = isLast && conclusion ? { status: 'completed', conclusion } : { status: 'in_progress' };
    const fields = { ...state, ...commonFields(request), output };
    current = current ? await patch(request, current.id, fields, deps) : await create(request, fields, deps);
  }
  return { outcome: run ? 'updated' : 'created', id: current?.id ?? null, url: current?.html_url ?? null };
}

function commonFields(request: CheckRunRequest): Readonly<Record<string, unknown>> {
  const { externalId, detailsUrl, conclusion } = request;
  const actions = (request.actions ?? []).slice(0, 3).map((each) => ({
    label: each.label.slice(0, 20),
    description: each.description.slice(0, 40),
    identifier: each.identifier.slice(0, 20),
  }));
  return {
    external_id: externalId,
    ...(detailsUrl === undefined ? {} : { details_url: detailsUrl }),
    ...(conclusion === null ? {} : { actions }),
  };
}

function create(request: CheckRunRequest, fields: Readonly<Record<string, unknown>>, deps: Deps): Promise<CheckRun> {
  const { owner, repo, name, headSha } = request;
  const parameters = { owner, repo, name, head_sha: headSha, ...fields };
  return ask({ route: 'POST /repos/{owner}/{repo}/check-runs', parameters, schema: CheckRun }, deps);
}

function patch(
  request: RepositoryName,
  id: number,
  fields: Readonly<Record<string, unknown>>,
  deps: Deps,
): Promise<CheckRun> {
  const { owner, repo } = request;
  const route = 'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}';
  return ask({ route, parameters: { owner, repo, check_run_id: id, ...fields }, schema: CheckRun }, deps);
}
