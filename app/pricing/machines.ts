import { damagedBook } from './damaged-book.ts';
import type { MachineSpec, PriceProvider } from './price.ts';

export interface MachineRow extends MachineSpec {
  readonly provider: PriceProvider;
  readonly type: string;
}

/** The machine types as tab-separated lines in order of provider and type. */
export function encodeMachines(rows: readonly MachineRow[]): string {
  const lines = rows.map((row) =>
    [
      row.provider,
      row.type,
      row.vcpu,
      row.memoryGiB,
      row.architecture,
      row.gpuCount,
      row.gpuModel ?? '',
      row.burstable ? 'burstable' : '',
      row.generation,
      row.family,
    ].join('\t'),
  );
  return `${[...new Set(lines)].sort().join('\n')}\n`;
}

/** Looks a machine type up; null when the book does not know it. */
export type FindMachine = (provider: PriceProvider, type: string) => MachineSpec | null;

/**
 * A lookup over the text that `encodeMachines` wrote; the spelling of a type's case does not matter.
 * @throws InputError when a line is damaged.
 */
export function parseMachines(text: string, file: string): FindMachine {
  const lines = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [provider, type] = line.split('\t', 2);
    if (provider && type) lines.set(`${provider}\t${type.toLowerCase()}`, line);
  }
  return function findMachine(provider, type) {
    const line = lines.get(`${provider}\t${type.toLowerCase()}`);
    if (line === undefined) return null;
    const [, , vcpu, memory, architecture, gpus, gpuModel, burstable, generation, family] = line.split('\t');
    const spec = { vcpu: Number(vcpu), memoryGiB: Number(memory), gpuCount: Number(gpus) };
    if (![spec.vcpu, spec.memoryGiB, spec.gpuCount].every((value) => Number.isFinite(value) && value >= 0)) {
      throw damagedBook(file, `machine type ${type}`);
    }
    return {
      ...spec,
      architecture: architecture ?? '',
      gpuModel: gpuModel ? gpuModel : null,
      burstable: burstable === 'burstable',
      generation: generation ?? '',
      family: family ?? '',
    };
  };
}
