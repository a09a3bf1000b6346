import { createHmac, randomUUID } from 'node:crypto';
import type { JsonObject } from './objects.ts';
import { repositoryJson, userJson } from './objects.ts';
import { githubDescription } from './openapi.ts';
import type { App, Repository, State, User } from './state.ts';
import { newId, timeText } from './state.ts';

/** One webhook, sent or held back. */
export interface Delivery {
  readonly id: number;
  readonly guid: string;
  readonly app: App;
  readonly event: string;
  readonly action: string | null;
  readonly installation: number | null;
  readonly repository: number | null;
  readonly payload: string;
  readonly redelivery: boolean;
  deliveredAt: string;
  statusCode: number;
}

export interface Deliveries {
  /** All deliveries, oldest first, those held back too. */
  readonly all: Delivery[];
  /** What did not validate against GitHub's description of the webhook. */
  readonly faults: string[];
  /** While set, deliveries are listed but not sent. */
  held: boolean;
  emit(event: { name: string; action: string | null; repository: Repository; sender: User; payload: JsonObject }): void;
  emitToApp(event: { name: string; action: string; app: App; installation: number; payload: JsonObject }): void;
  /** Sends a delivery (again) to its App; the status code, or 0 without an answer. */
  send(delivery: Delivery): Promise<number>;
  redeliver(delivery: Delivery): Delivery;
  /** Waits until nothing is under way. */
  settled(): Promise<void>;
}

export function createDeliveries(state: State): Deliveries {
  const underWay = new Set<Promise<number>>();
  const deliveries: Deliveries = {
    all: [],
    faults: [],
    held: false,
    emit({ name, action, repository, sender, payload }) {
      for (const installation of state.installations.values()) {
        if (installation.account !== repository.owner || installation.suspended) continue;
        if (!installation.app.events.includes(name)) continue;
        const whole = {
          ...(action === null ? {} : { action }),
          ...payload,
          repository: { ...repositoryJson(state, repository), ...(name === 'push' ? unixTimes(repository) : {}) },
          sender: userJson(state, sender),
          installation: { id: installation.id, node_id: String(installation.id) },
        };
        enqueue({ name, action, app: installation.app, installation: installation.id, repository, payload: whole });
      }
    },
    emitToApp({ name, action, app, installation, payload }) {
      enqueue({ name, action, app, installation, repository: null, payload: { action, ...payload } });
    },
    async send(delivery) {
      delivery.deliveredAt = timeText(state);
      delivery.statusCode = await post(delivery);
      return delivery.statusCode;
    },
    redeliver(delivery) {
      const again: Delivery = { ...delivery, id: newId(state), redelivery: true, statusCode: 0 };
      deliveries.all.push(again);
      track(deliveries.send(again));
      return again;
    },
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };

  function enqueue(event: {
    name: string;
    action: string | null;
    app: App;
    installation: number;
    repository: Repository | null;
    payload: JsonObject;
  }): void {
    const kind = [event.name, event.action].filter(Boolean).join('-').replaceAll('_', '-');
    deliveries.faults.push(...githubDescription().webhookFaults(kind, event.payload));
    const delivery: Delivery = {
      id: newId(state),
      guid: randomUUID(),
      app: event.app,
      event: event.name,
      action: event.action,
      installation: event.installation,
      repository: event.repository?.id ?? null,
      payload: JSON.stringify(event.payload),
      redelivery: false,
      deliveredAt: timeText(state),
      statusCode: 0,
    };
    deliveries.all.push(delivery);
    if (!deliveries.held && event.app.webhook) track(deliveries.send(delivery));
  }

  function track(promise: Promise<number>): void {
    underWay.add(promise);
    void promise.finally(() => underWay.delete(promise));
  }
  return deliveries;
}

/** The headers of a delivery as GitHub sends them, with its signature. */
function deliveryHeaders(delivery: Delivery): Record<string, string> {
  const secret = delivery.app.webhook?.secret ?? '';
  return {
    'content-type': 'application/json',
    'user-agent': 'GitHub-Hookshot/double',
    'x-github-event': delivery.event,
    'x-github-delivery': delivery.guid,
    'x-github-hook-id': String(delivery.app.id),
    'x-github-hook-installation-target-id': String(delivery.app.id),
    'x-github-hook-installation-target-type': 'integration',
    'x-hub-signature-256': signatureOf(delivery.payload, secret),
  };
}

/** The signature of a webhook: https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries (read 2026-11-25). */
export function signatureOf(payload: string, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(payload).digest('hex')}`;
}

async function post(delivery: Delivery): Promise<number> {
  if (!delivery.app.webhook) return 0;
  try {
    const answer = await fetch(delivery.app.webhook.url, {
      method: 'POST',
      headers: deliveryHeaders(delivery),
      body: delivery.payload,
      signal: AbortSignal.timeout(10_000),
    });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return 0;
  }
}

/** In `push`, and only there, GitHub writes times of the repository as seconds. */
function unixTimes(repository: Repository): JsonObject {
  const seconds = Math.floor(Date.parse(repository.createdAt) / 1000);
  return { created_at: seconds, pushed_at: seconds };
}
