import { type ListedDelivery, listDeliveries } from '#app/warehouse/list-deliveries.ts';
import { freshness } from '#reports/ingest-status.ts';
import type { World } from './command.ts';
import { errorLine } from './exit-status.ts';
import { hasWarehouse, withWarehouse } from './warehouse.ts';

/** Bills are a day or two behind what is used; what is older than that has stopped. */
const OLD_DAYS = 4;

/** What somebody should know of one source of bills. */
export interface BillFinding {
  readonly what: string;
  readonly state: 'ok' | 'note' | 'wrong';
  readonly text: string;
}

/** How fresh the bills of each source are; nothing is asked of the sources. */
export async function checkBills(world: World): Promise<readonly BillFinding[]> {
  const what = 'Bills';
  if (!hasWarehouse(world))
    return [{ what, state: 'note', text: 'none yet; finops ingest brings them (docs/ingest.md)' }];
  try {
    const deliveries = await withWarehouse(world, listDeliveries);
    const sources = [...Map.groupBy(deliveries, (each) => each.sourceId)];
    if (sources.length === 0)
      return [{ what, state: 'note', text: 'none yet; finops ingest brings them (docs/ingest.md)' }];
    return sources.map(([id, of]) => ({ what, ...findingOn(id, { of, now: world.now }) }));
  } catch (error) {
    return [{ what, state: 'wrong', text: errorLine(error).replace(/^finops: /, '') }];
  }
}

function findingOn(
  id: string,
  { of, now }: { readonly of: readonly ListedDelivery[]; readonly now: Date },
): Omit<BillFinding, 'what'> {
  const text = freshness(id, { of, now });
  const refused = of.find((each) => each.state === 'refused');
  if (refused) return { state: 'wrong', text: `${text}; ${refused.scope} was refused: ${refused.refusal ?? ''}` };
  const last = of
    .flatMap((each) => (each.state === 'current' && each.lastDay !== null ? [each.lastDay] : []))
    .sort()
    .at(-1);
  const isOld = last === undefined || now.getTime() - Date.parse(`${last}T00:00:00Z`) > OLD_DAYS * 86_400_000;
  return isOld ? { state: 'note', text: `${text}; run finops ingest --all` } : { state: 'ok', text };
}
