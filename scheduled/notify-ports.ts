import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { NotifyPorts } from '#app/flows/send-notices.ts';
import type { Database } from '#app/warehouse/database.ts';
import { noteSent, sentState } from '#app/warehouse/sent-notices.ts';
import type { JobWorld } from './job.ts';

/** Where messages wait for whatever sends mail. */
const OUTBOX = '.finops/outbox';
const TIMEOUT_MS = 20_000;

/** The network, the outbox and the memory of a job's notices. */
export function openNotifyPorts({ cwd, env, now }: JobWorld, database: Database): NotifyPorts {
  return {
    env,
    async post({ url, headers, body }) {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      // A webhook that sends elsewhere is none of ours: the message would follow it.
      const answer = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'error' });
      return { status: answer.status, text: (await answer.text()).slice(0, 500) };
    },
    writeFile({ name, body }) {
      const folder = resolve(cwd, OUTBOX);
      mkdirSync(folder, { recursive: true });
      // It holds an address: for its owner alone.
      writeFileSync(join(folder, name), body, { mode: 0o600 });
    },
    memory: {
      stateOf: (sent) => sentState(sent, database),
      note: (notice) => noteSent({ notice, sentAt: now.toISOString() }, database),
    },
  };
}
