import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { MachineRow } from '#app/pricing/machines.ts';
import type { Manifest } from '#app/pricing/manifest.ts';
import { PROVIDERS } from './read-facts.ts';

const count = z
  .string()
  .regex(/^[0-9]+(\.[0-9]+)?$/)
  .transform(Number);

const Machine = z.object({
  provider: z.string(),
  type: z.string().min(1),
  vcpu: count,
  memory_gib: count,
  arch: z.string(),
  gpu_count: z.union([z.literal('').transform(() => 0), count]),
  gpu_model: z.string(),
  generation: z.string(),
  family: z.string(),
  burstable: z.string(),
});

/** The machine types of the facts. AWS's lists for single services (`aws-rds`) have names of their own, so they join. */
export function readMachines(directory: string): readonly MachineRow[] {
  const lines: unknown[] = parse(readFileSync(join(directory, 'instance_specs.csv')), { columns: true });
  return lines.map((line) => {
    const machine = Machine.parse(line);
    return {
      provider: PROVIDERS[machine.provider.replace(/-.*$/, '')] ?? 'aws',
      type: machine.type,
      vcpu: machine.vcpu,
      memoryGiB: machine.memory_gib,
      architecture: machine.arch,
      gpuCount: machine.gpu_count,
      gpuModel: machine.gpu_model === '' ? null : machine.gpu_model,
      burstable: machine.burstable === 'yes',
      generation: machine.generation,
      family: machine.family,
    };
  });
}

const Source = z.object({ id: z.string(), repository: z.string(), commit: z.string(), data_date: z.string() });

/** Where each source of the facts comes from, and its date. */
export function readSources(directory: string): Manifest['sources'] {
  const lines: unknown[] = parse(readFileSync(join(directory, 'sources.csv')), { columns: true });
  return Object.fromEntries(
    lines.map((line) => {
      const source = Source.parse(line);
      const commit = source.commit === '-' ? '' : `@${source.commit}`;
      return [source.id, { from: `${source.repository}${commit}`, date: source.data_date }];
    }),
  );
}
