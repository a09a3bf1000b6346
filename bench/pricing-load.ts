import { readdirSync, readFileSync } from 'node:fs';
import { readPriceBook } from '#app/pricing/embedded.ts';
import type { PriceQuery } from '#app/pricing/price.ts';

/**
 * `node bench/pricing-load.ts`: what the price book costs a run. A typical run opens the manifest and prices instances,
 * disks, databases, load balancers and buckets of one provider; the budget for it is 60 ms.
 */
const DIRECTORY = 'dist/prices';

function aws(service: string, family: string, key: string, attributes: Record<string, string> = {}): PriceQuery {
  return { provider: 'aws', service, family, key, region: 'eu-west-1', attributes };
}

const TYPICAL: readonly PriceQuery[] = [
  aws('ec2', 'instance', 'm5.large', { os: 'linux', tenancy: 'shared' }),
  aws('ebs', 'volume', 'gp3'),
  aws('rds', 'instance', 'db.m5.large', { engine: 'mysql', deployment: 'single-az' }),
  aws('nat-gateway', 'gateway', 'hour'),
  aws('s3', 'storage', 'standard'),
  aws('aws_lb', 'Application load balancer', 'application-load-balancer'),
];

function milliseconds(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function main(): void {
  const loads = Array.from({ length: 9 }, () =>
    milliseconds(() => {
      const book = readPriceBook(DIRECTORY);
      for (const query of TYPICAL) book.find(query);
    }),
  );
  const book = readPriceBook(DIRECTORY);
  for (const query of TYPICAL) book.find(query);
  const count = 60_000;
  const lookups = milliseconds(() => {
    for (let at = 0; at < count; at += 1) book.find(TYPICAL[at % TYPICAL.length] ?? TYPICAL[0]!);
  });
  const everything = milliseconds(() => {
    const whole = readPriceBook(DIRECTORY);
    for (const provider of ['aws', 'azure', 'google'] as const) whole.partitions(provider);
  });
  const bytes = readdirSync(DIRECTORY).reduce((sum, name) => sum + readFileSync(`${DIRECTORY}/${name}`).length, 0);
  process.stdout.write(
    `${[
      `book on disk            ${(bytes / 1024).toFixed(0)} KiB`,
      `first load, typical run ${loads[0]?.toFixed(1)} ms (budget 60)`,
      `median of ${loads.length} loads       ${median(loads).toFixed(1)} ms`,
      `opening every partition ${everything.toFixed(1)} ms`,
      `a lookup                ${((lookups / count) * 1000).toFixed(2)} µs (${count} of them)`,
      `resident memory         ${(process.memoryUsage().rss / 1024 / 1024).toFixed(0)} MiB`,
    ].join('\n')}\n`,
  );
}

main();
