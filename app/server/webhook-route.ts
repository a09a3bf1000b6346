import type { IncomingMessage, ServerResponse } from 'node:http';
import { ZodError } from 'zod';
import { receiveDelivery } from '#app/warehouse/job-queue.ts';
import { answer, answerProblem, readBody } from './http-answer.ts';
import { jobKey } from './job.ts';
import type { JobDeps } from './job-deps.ts';
import { jobsOfDelivery } from './jobs-of-delivery.ts';

/** GitHub sends at most 25 MB (https://docs.github.com/en/webhooks/webhook-events-and-payloads, read 2026-11-25). */
const LARGEST_PAYLOAD = 25 * 1024 * 1024;
const GUID = /^[0-9a-zA-Z-]{1,100}$/;

type Deps = Pick<JobDeps, 'app' | 'database' | 'now' | 'log' | 'metrics'> & { readonly wake: () => void };

/**
 * Takes a webhook: verifies its signature, stores its id with what it asks for, and answers 202. The answer says that
 * it is stored, not that it is done; 5xx makes it a failed delivery, which is asked for again later.
 */
export async function answerWebhook(
  { request, response }: { readonly request: IncomingMessage; readonly response: ServerResponse },
  deps: Deps,
): Promise<void> {
  const event = header(request, 'x-github-event');
  const guid = header(request, 'x-github-delivery');
  const signature = header(request, 'x-hub-signature-256');
  const body = await readBody(request, LARGEST_PAYLOAD);
  if (body === null) return refuse({ status: 413, title: 'The payload is too large' });
  if (!GUID.test(guid) || event === '') return refuse({ status: 400, title: 'Not a webhook of GitHub' });
  if (signature === '' || !(await deps.app.isGenuine(body, signature))) {
    return refuse({ status: 401, title: 'The signature does not match' });
  }
  const payload = jsonOf(body);
  if (payload === undefined) return refuse({ status: 400, title: 'The payload is not JSON' });
  const action = typeof payload === 'object' && payload !== null ? (payload as { action?: unknown }).action : null;
  const jobs = readJobs({ guid, event, payload }, deps).map((job) => ({ key: jobKey(job), kind: job.kind, data: job }));
  const delivery = { guid, event, action: typeof action === 'string' ? action : null, jobs };
  const outcome = await receiveDelivery({ delivery, now: deps.now().getTime() }, deps.database);
  deps.metrics.count('finops_deliveries_total', { outcome });
  answer(response, { status: 202, body: { delivery: guid, outcome } });
  if (jobs.length > 0 && outcome === 'accepted') deps.wake();

  function refuse(problem: { readonly status: number; readonly title: string }): void {
    deps.metrics.count('finops_deliveries_total', { outcome: 'refused' });
    answerProblem(response, problem);
  }
}

/** A payload that is not as documented asks for nothing: sending it again would not help. */
function readJobs(delivery: Parameters<typeof jobsOfDelivery>[0], deps: Deps): ReturnType<typeof jobsOfDelivery> {
  try {
    return jobsOfDelivery(delivery);
  } catch (error) {
    if (!(error instanceof ZodError)) throw error;
    const { guid, event } = delivery;
    deps.metrics.count('finops_deliveries_total', { outcome: 'unreadable' });
    deps.log('error', 'a webhook is not as documented', { guid, event, error: error.message.slice(0, 500) });
    return [];
  }
}

function header(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is no JSON is no event either: whoever asked says so.
    return undefined;
  }
}
