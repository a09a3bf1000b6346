import { randomUUID } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';

/** A thread that sends the same payload many times as deliveries of its own, and tells how long each answer took. */
interface Request {
  readonly url: string;
  readonly payload: string;
  readonly signature: string;
  readonly count: number;
}

const DELIVERIES_A_SECOND = 200;
const { url, payload, signature, count } = workerData as Request;
const took: number[] = [];
const sent: Promise<void>[] = [];
const start = performance.now();
for (let index = 0; index < count; index++) {
  const early = start + (index * 1000) / DELIVERIES_A_SECOND - performance.now();
  if (early > 0) await new Promise((done) => setTimeout(done, early));
  sent.push(deliver());
}
await Promise.all(sent);
parentPort?.postMessage(took);

async function deliver(): Promise<void> {
  const begun = performance.now();
  const headers = {
    'content-type': 'application/json',
    'x-github-event': 'pull_request',
    'x-github-delivery': randomUUID(),
    'x-hub-signature-256': signature,
  };
  const answer = await fetch(`${url}/api/github/webhooks`, { method: 'POST', headers, body: payload });
  await answer.arrayBuffer();
  if (answer.status !== 202) throw new Error(`answered ${answer.status}`);
  took.push(performance.now() - begun);
}
