import { z } from 'zod';
import { ask } from '#app/github/client.ts';
import { knownDeliveries } from '#app/warehouse/job-queue.ts';
import type { JobDeps } from './job-deps.ts';

const Deliveries = z.array(
  z.object({ id: z.number(), guid: z.string(), delivered_at: z.string(), status_code: z.number() }),
);
type Delivery = z.infer<typeof Deliveries>[number];

/** GitHub can deliver again what is at most three days old. */
const REACH_MS = 3 * 24 * 3_600_000;
const MOST_PAGES = 20;

/**
 * Asks GitHub which webhooks it could not deliver, and to deliver them again; GitHub itself never tries twice
 * (https://docs.github.com/en/webhooks/using-webhooks/handling-failed-webhook-deliveries, read 2026-11-25).
 * Returns how many. Throws UpstreamError.
 */
export async function recoverDeliveries(
  request: { readonly since: Date },
  { app, database, now }: Pick<JobDeps, 'app' | 'database' | 'now'>,
): Promise<number> {
  const client = await app.ofApp();
  const earliest = Math.max(request.since.getTime(), now().getTime() - REACH_MS);
  const failed = new Map<string, Delivery>();
  const arrived = new Set<string>();
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const parameters = { per_page: 100, ...(cursor === undefined ? {} : { cursor }) };
    const { data, headers } = await client.request('GET /app/hook/deliveries', parameters);
    const deliveries = Deliveries.parse(data);
    for (const each of deliveries) {
      if (Date.parse(each.delivered_at) < earliest) continue;
      if (each.status_code >= 200 && each.status_code < 300) arrived.add(each.guid);
      // The list is newest first: the oldest attempt of each is the original.
      else failed.set(each.guid, each);
    }
    cursor = /[?&]cursor=([^&>]+)[^>]*>;\s*rel="next"/.exec(String(headers['link'] ?? ''))?.[1];
    const last = deliveries.at(-1);
    if (!cursor || !last || Date.parse(last.delivered_at) < earliest) break;
  }
  const known = await knownDeliveries([...failed.keys()], database);
  const lost = [...failed.values()].filter((each) => !arrived.has(each.guid) && !known.has(each.guid));
  for (const { id } of lost) {
    const route = 'POST /app/hook/deliveries/{delivery_id}/attempts';
    await ask({ route, parameters: { delivery_id: id }, schema: z.unknown() }, { client });
  }
  return lost.length;
}
