import type { Workload } from '#app/kubernetes/workload.ts';
import { type Decimal, decimal, ZERO } from '#app/measure/decimal.ts';
import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { type CostRow, costRow, type RowDraft } from './cost-row.ts';
import type { EstimateManifestsDeps } from './object-context.ts';
import type { PodCount } from './pod-count.ts';
import type { PodShape } from './pod-shape.ts';
import type { ComputeRates, RateAnswer } from './rate.ts';
import { isFarAbove } from './workload-notes.ts';

const BYTES_PER_GIB = decimal(2).pow(30);

export interface ComputeRequest {
  readonly workload: Workload;
  readonly pods: PodCount;
  readonly rates: ComputeRates;
  readonly shape: PodShape;
}

type Money = Pick<EstimateManifestsDeps, 'currency' | 'convert'>;

/** CPU, memory, GPUs and other devices of a workload's pods, by the hour. What nobody requests is unpriced. */
export function computeRows(request: ComputeRequest, deps: Money): readonly CostRow[] {
  const { invalid } = request.workload;
  const { refused } = request.shape;
  if (invalid) return [unknownRow('CPU', { ...request, reason: invalid }, deps)];
  if (refused) return [unpricedRow('CPU', { unit: 'vCPU-hours', reason: refused }, deps)];
  return [
    ...resourceRows('cpu', request, deps),
    ...resourceRows('memory', request, deps),
    ...ephemeralRows(request, deps),
    ...deviceRows(request, deps),
    ...hugePageRows(request, deps),
  ];
}

const RESOURCES = {
  cpu: { name: 'CPU', unit: 'vCPU-hours', divisor: decimal(1) },
  memory: { name: 'Memory', unit: 'GiB-hours', divisor: BYTES_PER_GIB },
} as const;

function resourceRows(resource: 'cpu' | 'memory', request: ComputeRequest, deps: Money): readonly CostRow[] {
  const about = RESOURCES[resource];
  const lacking = request.shape.missing.filter((each) => each.resource === resource);
  const rows: CostRow[] = [];
  if (amountOf(request, resource).expected.greaterThan(0)) {
    rows.push(amountRow({ ...about, resource, rate: request.rates[resource] }, request, deps));
  }
  const stated = lacking.filter((each) => !each.unreadable).map((each) => each.container);
  const unreadable = lacking.filter((each) => each.unreadable).map((each) => each.container);
  const name = rows.length > 0 ? `${about.name} without requests` : about.name;
  if (unreadable.length > 0) {
    const reason = `resources.requests.${resource} is no quantity: ${shorten(unreadable)}`;
    rows.push(unknownRow(name, { ...request, reason }, deps));
  }
  if (stated.length > 0) {
    const reason = `no resources.requests.${resource} in ${shorten(stated)}: what is not requested has no price`;
    rows.push(unpricedRow(name, { unit: about.unit, reason }, deps));
  }
  return rows;
}

interface Amount {
  readonly resource: string;
  readonly name: string;
  readonly unit: string;
  readonly divisor: Decimal;
  readonly rate: RateAnswer;
}

/** Hours of the resource: its amount in a pod × pods × hours of the month. */
function amountRow(amount: Amount, request: ComputeRequest, deps: Money): CostRow {
  const { pods } = request;
  const perPod = amountOf(request, amount.resource);
  const hours = (count: Decimal, each: Decimal): Decimal =>
    each.dividedBy(amount.divisor).times(count).times(HOURS_PER_MONTH);
  const quantity: RowDraft['quantity'] =
    'usage' in pods
      ? pods
      : {
          minimum: hours(pods.minimum, perPod.minimum),
          expected: hours(pods.expected, perPod.expected),
          maximum: hours(pods.maximum, perPod.maximum),
          origin: pods.origin,
        };
  const flags = [...('flags' in pods ? pods.flags : []), ...request.shape.flags, ...limitFlags(amount, request)];
  return costRow({ ...amount, quantity, flags }, deps);
}

function limitFlags({ resource }: Amount, { workload }: ComputeRequest): readonly string[] {
  return isFarAbove(workload, resource) ? ['limit-far-above-request'] : [];
}

function amountOf({ shape }: ComputeRequest, resource: string) {
  const expected = shape.expected.get(resource) ?? ZERO;
  return {
    expected,
    minimum: shape.minimum.get(resource) ?? expected,
    maximum: shape.maximum.get(resource) ?? expected,
  };
}

/** Disk space of the pod itself, where the platform bills for it; on nodes it is the node's. */
function ephemeralRows(request: ComputeRequest, deps: Money): readonly CostRow[] {
  const rate = request.rates.ephemeralStorage;
  const resource = 'ephemeral-storage';
  if (!rate || amountOf(request, resource).expected.isZero()) return [];
  const amount = { resource, name: 'Ephemeral storage', unit: 'GiB-hours', divisor: BYTES_PER_GIB, rate };
  return [amountRow(amount, request, deps)];
}

/** Whole GPUs have a price where the basis has one; other devices and slices of GPUs have none. */
const WHOLE_GPUS: ReadonlySet<string> = new Set(['nvidia.com/gpu', 'amd.com/gpu']);

function deviceRows(request: ComputeRequest, deps: Money): readonly CostRow[] {
  return devicesOf(request).map((device) => {
    const gpu = (request.rates.gpuNames ?? WHOLE_GPUS).has(device);
    const rate: RateAnswer = gpu ? request.rates.gpu : { unpriced: `no price is known for ${device}` };
    const name = gpu ? `GPU (${device})` : `Device (${device})`;
    const unit = gpu ? 'GPU-hours' : 'device-hours';
    return amountRow({ resource: device, name, unit, divisor: decimal(1), rate }, request, deps);
  });
}

/** Extended resources have a domain; those of Kubernetes itself (`hugepages-2Mi`, `attachable-volumes-…`) have none. */
function devicesOf(request: ComputeRequest): readonly string[] {
  return [...request.shape.expected]
    .filter(([name, amount]) => name.includes('/') && amount.greaterThan(0))
    .map(([name]) => name)
    .sort();
}

/** Huge pages are memory that is set aside for the pod. */
function hugePageRows(request: ComputeRequest, deps: Money): readonly CostRow[] {
  return [...request.shape.expected]
    .filter(([name, amount]) => name.startsWith('hugepages-') && amount.greaterThan(0))
    .map(([resource]) =>
      amountRow(
        {
          resource,
          name: `Huge pages (${resource})`,
          unit: 'GiB-hours',
          divisor: BYTES_PER_GIB,
          rate: request.rates.memory,
        },
        request,
        deps,
      ),
    );
}

function unknownRow(name: string, about: ComputeRequest & { readonly reason: string }, deps: Money): CostRow {
  const rate = { unpriced: about.reason };
  return costRow({ name, unit: '', quantity: { unknown: about.reason }, rate }, deps);
}

function unpricedRow(name: string, about: { readonly unit: string; readonly reason: string }, deps: Money): CostRow {
  const quantity = { usage: about.reason };
  return costRow({ name, unit: about.unit, quantity, rate: { unpriced: about.reason } }, deps);
}

function shorten(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}
