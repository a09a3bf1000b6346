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

export interface Machines {
  readonly find: FindMachine;
  /** All of them, in order of provider and type. */
  rows(): readonly MachineRow[];
}

/**
 * The machine types in the text that `encodeMachines` wrote; the spelling of a type's case does not matter.
 * A lookup throws InputError when its line is damaged.
 */
export function parseMachines(text: string, file: string): Machines {
  const lines = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [provider, type] = line.split('\t', 2);
    if (provider && type) lines.set(`${provider}\t${type.toLowerCase()}`, line);
  }
  return {
    find(provider, type) {
      const line = lines.get(`${provider}\t${type.toLowerCase()}`);
      if (line === undefined) return null;
      const { provider: _provider, type: _type, ...spec } = parseMachine(line, file);
      return spec;
    },
    rows: () => [...lines.values()].map((line) => parseMachine(line, file)),
  };
}

function parseMachine(line: string, file: string): MachineRow {
  const [provider, type, vcpu, memory, architecture, gpus, gpuModel, burstable, generation, family] = line.split('\t');
  const numbers = { vcpu: Number(vcpu), memoryGiB: Number(memory), gpuCount: Number(gpus) };
  if (!Object.values(numbers).every((value) => Number.isFinite(value) && value >= 0) || family === undefined) {
    throw damagedBook(file, { detail: `machine type ${type}` });
  }
  return {
    provider: provider as PriceProvider,
    type: type ?? '',
    ...numbers,
    architecture: architecture ?? '',
    gpuModel: gpuModel ? gpuModel : null,
    burstable: burstable === 'burstable',
    generation: generation ?? '',
    family,
  };
}
