import { createInterface } from 'node:readline';
import { createServer, type ServerOptions } from '#app/server/create-server.ts';
import { stubReview } from './stub-review.ts';

/**
 * The App with the small gate as a process of its own, to be killed. It is loaded when it starts and serves when its
 * standard input has a line with its options, so that a spare one takes over at once; then it says its address.
 */
for await (const line of createInterface({ input: process.stdin })) {
  const options = JSON.parse(line) as ServerOptions;
  const server = await createServer(options, {
    jobs: { review: stubReview, explain: async () => null, mayOverride: async () => 'not-in-a-team' },
    now: () => new Date(),
    log: (level, message, fields) => process.stderr.write(`${level} ${message} ${JSON.stringify(fields ?? {})}\n`),
  });
  process.stdout.write(`${server.url}\n`);
  const upkeep = () => server.upkeep().catch(() => {});
  setInterval(upkeep, 300);
  await upkeep();
}
