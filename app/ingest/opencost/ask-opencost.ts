import { UpstreamError } from '#app/errors.ts';
import { type AllocatedDay, allocatedDays } from './allocation-answer.ts';

/** A day of a running OpenCost. */
export interface OpenCostQuestion {
  /** `http://opencost.opencost:9003`. */
  readonly url: string;
  /** `2026-10-05`. */
  readonly day: string;
  readonly idle: 'by-node' | 'none';
}

const TIMEOUT_MS = 120_000;

/**
 * What was allocated on a day, container by container; null where OpenCost knows nothing of that day.
 * @throws UpstreamError when it does not answer, InputError when the answer is none.
 */
export async function askOpenCost(question: OpenCostQuestion, ask: typeof fetch): Promise<AllocatedDay | null> {
  const { url, day, idle } = question;
  const start = `${day}T00:00:00Z`;
  const end = new Date(Date.parse(start) + 86_400_000).toISOString().replace('.000Z', 'Z');
  const query = new URLSearchParams({
    window: `${start},${end}`,
    step: '1d',
    includeIdle: String(idle === 'by-node'),
    idleByNode: String(idle === 'by-node'),
  });
  const address = `${url.replace(/\/+$/, '')}/allocation?${query}`;
  const text = await textOf(address, ask);
  const days = allocatedDays(text, address);
  return days.find((each) => each.day === day) ?? null;
}

async function textOf(address: string, ask: typeof fetch): Promise<string> {
  let response: Response;
  try {
    response = await ask(address, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UpstreamError(`OpenCost does not answer at ${address}: ${reason}`, {
      cause,
      retryable: true,
      remedy: 'check url of the source in finops.yml; in a cluster: kubectl port-forward service/opencost 9003',
    });
  }
  if (response.ok) return response.text();
  const { status } = response;
  throw new UpstreamError(`OpenCost answers ${status} at ${address}`, { status, retryable: status >= 500 });
}
