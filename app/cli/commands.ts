import type { Command } from './command.ts';

/** Every command; each is loaded only when it is asked for, so that none slows another's start. */
export const COMMANDS: ReadonlyMap<string, () => Promise<Command>> = new Map([
  ['estimate', async () => (await import('./estimate-command.ts')).estimateCommand],
  ['diff', async () => (await import('./diff-command.ts')).diffCommand],
  ['gate', async () => (await import('./gate-command.ts')).gateCommand],
  ['policy', async () => (await import('./policy-command.ts')).policyCommand],
  ['prices', async () => (await import('./prices-command.ts')).pricesCommand],
  ['allocate', async () => (await import('./allocate-command.ts')).allocateCommand],
  ['ingest', async () => (await import('./ingest-command.ts')).ingestCommand],
  ['export', async () => (await import('./export-command.ts')).exportCommand],
  ['budgets', async () => (await import('./budgets-command.ts')).budgetsCommand],
  ['forecast', async () => (await import('./forecast-command.ts')).forecastCommand],
  ['detect', async () => (await import('./detect-command.ts')).detectCommand],
  ['remediate', async () => (await import('./remediate-command.ts')).remediateCommand],
  ['report', async () => (await import('./report-command.ts')).reportCommand],
  ['job', async () => (await import('./job-command.ts')).jobCommand],
  ['db', async () => (await import('./db-command.ts')).dbCommand],
  ['doctor', async () => (await import('./doctor-command.ts')).doctorCommand],
  ['serve', async () => (await import('./serve-command.ts')).serveCommand],
]);
