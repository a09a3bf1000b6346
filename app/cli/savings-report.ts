import { recordedSavings } from '#app/flows/recorded-savings.ts';
import { ours } from '#reports/report-document.ts';
import { savingsSections } from '#reports/savings-sections.ts';
import type { MakeReport } from './report-command.ts';
import { hasWarehouse, withWarehouse } from './warehouse.ts';

/** What executed remediations saved by the bill. */
export const makeSavingsReport: MakeReport = async (_invocation, world) => {
  const { now } = world;
  const savings = hasWarehouse(world)
    ? await withWarehouse(world, (database) => recordedSavings({ database, now }))
    : null;
  const lead = [ours(`By the bill, not by the estimate. Written ${now.toISOString().slice(0, 16)}Z.`)];
  return { document: { title: 'Realised savings', lead, sections: savingsSections(savings) }, status: 0 };
};
