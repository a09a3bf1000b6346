import { emitCheckRun } from './events.ts';
import { checkRunJson } from './objects.ts';
import type { Json } from './openapi.ts';
import type { Answer, Call, Route } from './route.ts';
import { notFound, page, Refusal, repositoryOf } from './route.ts';
import { commitOf } from './routes-git.ts';
import type { CheckRun, Repository } from './state.ts';
import { fullName, newId, timeText } from './state.ts';

const READ = [['checks', 'read']] as const;
const WRITE = [['checks', 'write']] as const;

/** Check runs and their annotations. Only Apps write them, and each App only its own. */
export const CHECK_ROUTES: readonly Route[] = [
  { method: 'POST', template: '/repos/{owner}/{repo}/check-runs', needs: WRITE, handle: create },
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/check-runs/{check_run_id}',
    needs: READ,
    handle(call) {
      const { repository, run } = runOf(call);
      return { status: 200, body: checkRunJson(call.state, repository, run) };
    },
  },
  {
    method: 'PATCH',
    template: '/repos/{owner}/{repo}/check-runs/{check_run_id}',
    needs: WRITE,
    handle(call) {
      const { repository, run } = runOf(call);
      if (appOf(call) !== run.app) throw new Refusal(403, 'Resource not accessible by integration');
      const before = run.status;
      write(call, run);
      if (before !== 'completed' && run.status === 'completed') emitCheckRun(call, repository, run, 'completed');
      return { status: 200, body: checkRunJson(call.state, repository, run) };
    },
  },
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/check-runs/{check_run_id}/annotations',
    needs: READ,
    handle(call) {
      const { repository, run } = runOf(call);
      return page(call, run.annotations, (items) =>
        items.map((each) => ({
          start_column: null,
          end_column: null,
          title: null,
          raw_details: null,
          blob_href: `${call.state.url}/${fullName(repository)}/blob/${run.headSha}/${each['path']}`,
          ...each,
        })),
      );
    },
  },
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/commits/{ref}/check-runs',
    needs: READ,
    handle(call) {
      const repository = repositoryOf(call);
      const sha = commitOf(repository, call.params['ref'] ?? '');
      return listed(
        call,
        repository,
        [...repository.checks.values()].filter((run) => run.headSha === sha),
      );
    },
  },
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/check-suites/{check_suite_id}/check-runs',
    needs: READ,
    handle(call) {
      const repository = repositoryOf(call);
      const suite = Number(call.params['check_suite_id']);
      return listed(
        call,
        repository,
        [...repository.checks.values()].filter((run) => run.suite === suite),
      );
    },
  },
];

function listed(call: Call, repository: Repository, runs: readonly CheckRun[]): Answer {
  const name = call.query.get('check_name');
  const app = call.query.get('app_id');
  const status = call.query.get('status');
  let found = runs.filter((run) => {
    return (!name || run.name === name) && (!app || run.app.id === Number(app)) && (!status || run.status === status);
  });
  // `latest`, unless asked otherwise: one run for each name and App, the newest.
  if (call.query.get('filter') !== 'all') {
    found = found.filter(
      (run) => !found.some((other) => other.name === run.name && other.app === run.app && other.id > run.id),
    );
  }
  const total = found.length;
  return page(call, found.toReversed(), (items) => ({
    total_count: total,
    check_runs: items.map((run) => checkRunJson(call.state, repository, run)),
  }));
}

function create(call: Call): Answer {
  const repository = repositoryOf(call);
  const sha = String(call.body['head_sha']);
  if (!repository.git.has(sha)) {
    throw new Refusal(422, `No commit found for SHA: ${sha}`);
  }
  const app = appOf(call);
  const sameCommit = [...repository.checks.values()].find((run) => run.headSha === sha && run.app === app);
  const run: CheckRun = {
    id: newId(call.state),
    app,
    suite: sameCommit?.suite ?? newId(call.state),
    name: String(call.body['name']),
    headSha: sha,
    status: 'queued',
    conclusion: null,
    externalId: '',
    detailsUrl: null,
    startedAt: timeText(call.state),
    completedAt: null,
    output: { title: null, summary: null, text: null },
    annotations: [],
    actions: [],
  };
  write(call, run);
  repository.checks.set(run.id, run);
  emitCheckRun(call, repository, run, run.status === 'completed' ? 'completed' : 'created');
  return { status: 201, body: checkRunJson(call.state, repository, run) };
}

/** Applies a body to a run. Annotations are appended; actions are replaced. */
function write(call: Call, run: CheckRun): void {
  const { body } = call;
  const text = (name: string): string | null => (typeof body[name] === 'string' ? (body[name] as string) : null);
  run.name = text('name') ?? run.name;
  run.status = text('status') ?? run.status;
  run.externalId = text('external_id') ?? run.externalId;
  run.detailsUrl = text('details_url') ?? run.detailsUrl;
  run.startedAt = text('started_at') ?? run.startedAt;
  if (text('conclusion')) {
    run.conclusion = text('conclusion');
    run.status = 'completed';
    run.completedAt = text('completed_at') ?? timeText(call.state);
  } else if (text('status') && run.status !== 'completed') {
    run.conclusion = null;
    run.completedAt = null;
  }
  if (run.status === 'completed' && run.conclusion === null) throw new Refusal(422, 'Validation Failed');
  if (Array.isArray(body['actions'])) run.actions = body['actions'] as readonly Json[];
  const output = body['output'] as { readonly [key: string]: Json | undefined } | undefined;
  if (!output) return;
  for (const name of ['title', 'summary', 'text'] as const) {
    const value = output[name];
    if (typeof value !== 'string') continue;
    if (Buffer.byteLength(value) > 65_535)
      throw new Refusal(422, `Invalid request.\n\nOnly 65535 characters are allowed; ${value.length} were supplied.`);
    run.output[name] = value;
  }
  for (const annotation of (output['annotations'] ?? []) as CheckRun['annotations']) {
    const oneLine = annotation['start_line'] === annotation['end_line'];
    if (annotation['start_column'] !== undefined && !oneLine) throw new Refusal(422, 'start_column on several lines');
    run.annotations.push(annotation);
  }
}

function appOf(call: Call) {
  if (call.identity.kind === 'installation') return call.identity.installation.app;
  throw new Refusal(403, 'You must authenticate via a GitHub App.');
}

function runOf(call: Call): { readonly repository: Repository; readonly run: CheckRun } {
  const repository = repositoryOf(call);
  const run = repository.checks.get(Number(call.params['check_run_id']));
  if (!run) throw notFound();
  return { repository, run };
}
