import type { Job } from './job.ts';

/** Every job by name; each is loaded when it is run. */
export const JOBS: ReadonlyMap<string, () => Promise<Job>> = new Map([
  ['allocate', async () => (await import('./allocate.ts')).allocateJob],
  ['ingest', async () => (await import('./ingest.ts')).ingestJob],
  ['detect', async () => (await import('./detect.ts')).detectJob],
  ['maintain', async () => (await import('./maintain.ts')).maintainJob],
  ['refresh-prices', async () => (await import('./refresh-prices.ts')).refreshPricesJob],
  ['remediate', async () => (await import('./remediate.ts')).remediateJob],
  ['report', async () => (await import('./report.ts')).reportJob],
]);
