import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { z } from 'zod';
import { ConfigError, InputError, InvariantError } from '#app/errors.ts';
import { readSmallText } from '../files/file-store.ts';
import { localStore } from '../files/local-store.ts';
import { type AllocatedDay, allocatedDays } from '../opencost/allocation-answer.ts';
import { askOpenCost } from '../opencost/ask-opencost.ts';
import { type MappedDay, mapAllocations, type OpenCostOrigin } from '../opencost/map-allocations.ts';
import { type BillingMonth, type ChargeBatch, type Delivery, defineSource } from '../source.ts';

/** What OpenCost allocated, day by day; of a running one, or as it was kept in files. A scope is a day. */
export const opencostSource = defineSource({
  kind: 'opencost',
  summary: 'What OpenCost allocates of the cost of Kubernetes clusters, by pod and day',
  reference: { url: 'https://www.opencost.io/docs/integrations/api', read: '2026-11-26' },
  corrections: 'replacement',
  mappingVersion: 1,
  settings: z.strictObject({
    id: z.string(),
    kind: z.literal('opencost'),
    url: z.url().optional().describe('Address of a running OpenCost, http://opencost.opencost:9003'),
    path: z.string().optional().describe('Directory with answers of GET /allocation as .json, instead of url'),
    days: z.number().int().min(1).max(92).default(3).describe('How many whole days back are read; more with --period'),
    idle: z.enum(['by-node', 'none']).default('by-node').describe('Whether what nobody uses is a row of its own'),
    nodesBilled: z
      .enum(['elsewhere', 'nowhere'])
      .default('elsewhere')
      .describe(
        'elsewhere: the bill of the nodes is ingested too, and rows give back what they take; nowhere: it is not',
      ),
    cluster: z.string().min(1).default('kubernetes').describe('Name of the cluster where it does not name itself'),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .default('USD')
      .describe('Currency of the prices that OpenCost is set to; its answers state none'),
  }),
  open(settings, ports) {
    const { url, path, days: lookBack, idle, nodesBilled, cluster, currency } = settings;
    if ((url === undefined) === (path === undefined)) {
      throw new ConfigError(`source ${settings.id}: one of url and path`, { remedy: 'name where OpenCost is' });
    }
    const found = new Map<string, { readonly day: MappedDay; readonly file: string }>();
    const origin = { sourceId: settings.id, currency, cluster, nodesBilled };
    const deliver = ({ day, file }: { readonly day: AllocatedDay; readonly file: string }): Delivery => {
      const mapped = mapAllocations(day, { ...origin, file } satisfies OpenCostOrigin);
      const digest = createHash('sha256')
        .update(JSON.stringify([day, origin]))
        .digest('hex');
      found.set(digest, { day: mapped, file });
      const files = [{ name: file, bytes: null, tag: digest }];
      return { scope: day.day, deliveryId: digest.slice(0, 12), digest, files, rowCount: mapped.readCount };
    };
    return {
      async deliveries(month) {
        if (path !== undefined) return (await daysIn(resolve(ports.root, path), month)).map(deliver);
        const deliveries: Delivery[] = [];
        for (const wanted of wholeDays({ now: ports.now, lookBack }, month)) {
          const day = await askOpenCost({ url: url ?? '', day: wanted, idle }, ports.fetch);
          if (day !== null) deliveries.push(deliver({ day, file: `${url}/allocation` }));
        }
        return deliveries;
      },
      async *read(delivery): AsyncIterable<ChargeBatch> {
        const read = found.get(delivery.digest);
        if (read === undefined) throw new InvariantError('a delivery is read that this source did not name');
        const { charges, rejected, readCount } = read.day;
        yield { file: read.file, charges, rows: charges.map((_, index) => index + 1), rejected, readCount };
      },
      close: async () => {},
    };
  },
});

/** Days that are over, in UTC: of the month, or the last few. */
function wholeDays(
  { now, lookBack }: { readonly now: Date; readonly lookBack: number },
  month: BillingMonth | null,
): readonly string[] {
  const today = Date.parse(`${now.toISOString().slice(0, 10)}T00:00:00Z`);
  const first = month === null ? today - lookBack * DAY : Date.parse(`${month.month}-01T00:00:00Z`);
  const days: string[] = [];
  for (let day = first; day < today; day += DAY) {
    const text = new Date(day).toISOString().slice(0, 10);
    if (month !== null && !text.startsWith(month.month)) break;
    days.push(text);
  }
  return days;
}

const DAY = 86_400_000;

async function daysIn(
  directory: string,
  month: BillingMonth | null,
): Promise<readonly { readonly day: AllocatedDay; readonly file: string }[]> {
  const store = localStore(directory);
  const files = (await store.list('')).filter((file) => /\.json$/i.test(file.name));
  if (files.length === 0) {
    throw new InputError('no .json file', {
      place: { file: directory },
      remedy: 'keep answers of GET /allocation there',
    });
  }
  const days = new Map<string, { readonly day: AllocatedDay; readonly file: string }>();
  for (const file of files) {
    for (const day of allocatedDays(await readSmallText(store, file), file.name)) {
      const other = days.get(day.day);
      if (other !== undefined) {
        const message = `${day.day} stands in ${other.file} too`;
        throw new InputError(message, { place: { file: file.name }, remedy: 'keep one answer for each day' });
      }
      if (month === null || day.day.startsWith(month.month)) days.set(day.day, { day, file: file.name });
    }
  }
  return [...days.values()];
}
