import { resolve } from 'node:path';
import { ConfigError } from '#app/errors.ts';
import type { ReadMergedChanges } from '#app/flows/find-suspects.ts';
import { mergedInWeek } from '#app/flows/weekly/merged.ts';
import { emptyWeek, weeklyReport } from '#app/flows/weekly/weekly-report.ts';
import { weeklyRequest } from '#app/flows/weekly/weekly-request.ts';
import { weeklyDocument } from '#reports/weekly-document.ts';
import { type Invocation, textOption } from './command.ts';
import { mergedChanges } from './merged-changes.ts';
import type { MakeReport } from './report-command.ts';
import { openRepository } from './repository.ts';
import { hasWarehouse, withWarehouse } from './warehouse.ts';

const MAX_FILE_BYTES = 8 * 1024 * 1024;

/** The weekly of the repository at the path. Without a warehouse its sections say that nothing is recorded. */
export const makeWeeklyReport: MakeReport = async (invocation, world) => {
  const repository = openRepository(resolve(world.cwd, invocation.positionals[0] ?? '.'), MAX_FILE_BYTES);
  const request = weeklyRequest(repository, untilOf(invocation));
  const { now } = world;
  const readMerged: ReadMergedChanges = (span) => mergedChanges(span, { invocation, world });
  if (!hasWarehouse(world)) {
    const empty = emptyWeek(request, now);
    const merged = await mergedInWeek({ week: empty.week, mergedChanges: readMerged }, null);
    return { document: weeklyDocument({ ...empty, merged }, now), status: 0 };
  }
  const report = await withWarehouse(world, (database) =>
    weeklyReport(request, { database, now, mergedChanges: readMerged }),
  );
  return { document: weeklyDocument(report, now), status: 0 };
};

function untilOf(invocation: Invocation): string | null {
  const text = textOption(invocation, 'until') ?? null;
  if (text === null) return null;
  const at = new Date(`${text}T00:00:00Z`);
  if (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)) return text;
  throw new ConfigError(`--until ${text} is not a day`, { remedy: 'write it as 2026-11-23' });
}
