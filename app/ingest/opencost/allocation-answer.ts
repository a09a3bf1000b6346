import { z } from 'zod';
import { InputError } from '#app/errors.ts';

/** NaN and infinity come as null: not known, which is not zero. */
const Amount = z.number().nullish();
const Labels = z.record(z.string(), z.string()).nullish();

const Allocation = z.object({
  name: z.string(),
  properties: z
    .object({
      cluster: z.string().nullish(),
      node: z.string().nullish(),
      namespace: z.string().nullish(),
      controllerKind: z.string().nullish(),
      controller: z.string().nullish(),
      pod: z.string().nullish(),
      providerID: z.string().nullish(),
      labels: Labels,
      namespaceLabels: Labels,
    })
    .nullish(),
  window: z.object({ start: z.string().nullish(), end: z.string().nullish() }),
  cpuCost: Amount,
  cpuCostAdjustment: Amount,
  gpuCost: Amount,
  gpuCostAdjustment: Amount,
  ramCost: Amount,
  ramCostAdjustment: Amount,
  totalCost: Amount,
});

/** What OpenCost allocated to one container, volume, or to nobody, in one step. */
export type Allocation = z.infer<typeof Allocation>;

const Answer = z.object({
  code: z.literal(200),
  data: z.array(z.record(z.string(), Allocation.nullable()).nullable()),
});

/** A day, and what was allocated on it. */
export interface AllocatedDay {
  /** `2026-10-05`, UTC. */
  readonly day: string;
  readonly allocations: readonly Allocation[];
}

/**
 * The days of an answer to `GET /allocation`, by UTC.
 * https://www.opencost.io/docs/integrations/api (read 2026-11-26).
 * @throws InputError when it is no such answer, or its steps are no days.
 */
export function allocatedDays(text: string, file: string): readonly AllocatedDay[] {
  const parsed = Answer.safeParse(parseJson(text, file));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.join('.') ?? '';
    throw new InputError(`no answer of OpenCost: ${where}: ${issue?.message}`, {
      place: { file },
      remedy: 'keep what GET /allocation?window=…&step=1d answers',
    });
  }
  const allocations = parsed.data.data.flatMap((step) => Object.values(step ?? {}).filter((each) => each !== null));
  const days = Map.groupBy(allocations, (each) => dayOf(each, file));
  return [...days].map(([day, all]) => ({ day, allocations: all })).toSorted((a, b) => (a.day < b.day ? -1 : 1));
}

function dayOf({ name, window }: Allocation, file: string): string {
  const start = Date.parse(window.start ?? '');
  const end = Date.parse(window.end ?? '');
  if (Number.isNaN(start) || start % DAY !== 0 || !(end > start) || end - start > DAY) {
    throw new InputError(`${name} is of ${window.start} to ${window.end}, which is no day`, {
      place: { file },
      remedy: 'ask with step=1d and a window of whole days in UTC',
    });
  }
  return new Date(start).toISOString().slice(0, 10);
}

const DAY = 86_400_000;

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InputError('no JSON', { place: { file }, cause, remedy: 'fetch it again' });
  }
}
