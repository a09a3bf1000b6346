import { decimal, decimalText } from '#app/measure/decimal.ts';
import type { FindMachine, Machines } from '../machines.ts';
import type { PriceRow } from '../price-row.ts';

/** A row of this family is the price of a core or of a GiB, out of which `googleMachineRows` makes the machine types. */
export const PART_FAMILY = 'machine-part';

/**
 * The rows with machine types in place of their parts. A predefined machine type is no SKU: it costs vCPUs × price of
 * a core + GiB × price of a GiB. That is the hourly list price; Google's monthly figures for N1 and N2 include the
 * sustained-use discount and are not used.
 */
export function googleMachineRows(rows: readonly PriceRow[], known: Machines): readonly PriceRow[] {
  const parts = new Map<string, PriceRow>();
  for (const row of rows) if (row.family === PART_FAMILY) parts.set(`${row.key} ${row.region}`, row);
  const regions = new Set([...parts.values()].map((row) => row.region));
  const types = known
    .rows()
    .filter((row) => row.provider === 'google')
    .map((row) => row.type);
  const machines = types.flatMap((type) => {
    const size = billedSize(type, known.find);
    const series = type.split('-')[0] ?? '';
    if (!size) return [];
    return [...regions].flatMap((region) => {
      const [core, ram] = [parts.get(`${series}-core ${region}`), parts.get(`${series}-ram ${region}`)];
      if (!core || !ram) return [];
      const amount = decimal(core.amount).times(size.vcpu).plus(decimal(ram.amount).times(size.gib));
      return [
        {
          ...core,
          family: 'machine-type',
          key: type,
          unit: 'hour',
          amount: decimalText(amount),
          attributes: { os: 'linux' },
        },
      ];
    });
  });
  return [...rows.filter((row) => row.family !== PART_FAMILY), ...machines];
}

/** Shared-core machines are billed for a fraction of a vCPU: e2-micro a quarter, e2-small a half, e2-medium one. */
const SHARED_CORES: Readonly<Record<string, string>> = { 'e2-micro': '0.25', 'e2-small': '0.5', 'e2-medium': '1' };

/** vCPUs and GiB that a machine type is billed for, null when more than these (GPUs, local disks) is in its price. */
function billedSize(type: string, find: FindMachine): { readonly vcpu: string; readonly gib: string } | null {
  const machine = find('google', type);
  if (!machine || machine.gpuCount > 0 || type.includes('lssd')) return null;
  return { vcpu: SHARED_CORES[type] ?? String(machine.vcpu), gib: String(machine.memoryGiB) };
}
