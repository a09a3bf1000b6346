import { resolve } from 'node:path';
import { ConfigError } from '#app/errors.ts';
import { readBudgets } from '#app/flows/input-budgets.ts';
import { findAllocation } from '#app/flows/read-allocation.ts';
import { emptyWeek, weeklyReport } from '#app/flows/weekly/weekly-report.ts';
import { parseWaivers } from '#app/policy/waiver.ts';
import { weeklyDocument } from '#reports/weekly-document.ts';
import { type Invocation, textOption } from './command.ts';
import type { MakeReport } from './report-command.ts';
import { openRepository, type Repository } from './repository.ts';
import { hasWarehouse, withWarehouse } from './warehouse.ts';

const MAX_FILE_BYTES = 8 * 1024 * 1024;

/** The weekly of the repository at the path. Without a warehouse its sections say that nothing is recorded. */
export const makeWeeklyReport: MakeReport = async (invocation, world) => {
  const repository = openRepository(resolve(world.cwd, invocation.positionals[0] ?? '.'), MAX_FILE_BYTES);
  const { tree, config } = repository;
  const request = {
    until: untilOf(invocation),
    currency: config.currency,
    budgets: readBudgets(tree, config),
    allocation: findAllocation(tree),
    waivers: waiversOf(repository),
    tags: tagsOf(repository),
  };
  const { now } = world;
  if (!hasWarehouse(world)) return { document: weeklyDocument(emptyWeek(request, now), now), status: 0 };
  const report = await withWarehouse(world, (database) => weeklyReport(request, { database, now }));
  return { document: weeklyDocument(report, now), status: 0 };
};

function untilOf(invocation: Invocation): string | null {
  const text = textOption(invocation, 'until') ?? null;
  if (text === null) return null;
  const at = new Date(`${text}T00:00:00Z`);
  if (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)) return text;
  throw new ConfigError(`--until ${text} is not a day`, { remedy: 'write it as 2026-11-23' });
}

function waiversOf({ tree, config }: Repository) {
  const content = tree.read(config.waivers);
  return content ? parseWaivers(new TextDecoder().decode(content), config.waivers) : [];
}

/** What the pack of tags asks for, else the tag of teams. */
function tagsOf({ config }: Repository): readonly string[] {
  const required = config.policies.packs['tags']?.['required'];
  const named = Array.isArray(required) ? required.filter((each) => typeof each === 'string') : [];
  return named.length > 0 ? named : ['team'];
}
