import { parentPort, workerData } from 'node:worker_threads';
import { DEFAULT_CONFIG } from '#app/config/finops-config.ts';
import { InvariantError } from '#app/errors.ts';
import { NO_USAGE } from '#app/estimate/usage.ts';
import { memoryTree } from '#app/source/tree.ts';
import type { JobThreadData, JobThreadMessage } from './job-thread-message.ts';
import { openReviewKit } from './review-kit.ts';

/** The thread in which `finops serve` judges: it works through the queue until it is told to stop. */
const port = parentPort;
if (!port) throw new InvariantError('this module is a thread of finops serve');
const { options, home, frozenNow } = workerData as JobThreadData;
const { workThroughQueue } = await import('#app/server/serve.ts');
const tell = (message: JobThreadMessage): void => port.postMessage(message);

const kit = openReviewKit({ home, now: () => (frozenNow === null ? new Date() : new Date(frozenNow)) });
const workers = workThroughQueue(options, {
  kit,
  now: () => new Date(),
  log: (level, message, fields = {}) =>
    tell({ kind: 'log', level, message, fields: JSON.parse(JSON.stringify(fields)) }),
  metrics: {
    count: (name, labels = {}) => tell({ kind: 'count', name, labels }),
    observe: (name, seconds) => tell({ kind: 'observe', name, seconds }),
    text: () => '',
  },
});

// The first review does not wait for the price book either.
kit().pricing(DEFAULT_CONFIG, memoryTree(new Map()), 'everybody')(NO_USAGE);

port.on('message', (message: unknown) => {
  if (message === 'wake') workers.wake();
  if (message === 'stop') void workers.stop().then(() => port.close());
});
