import { readFileSync } from 'node:fs';
import { makeWarehouse } from '#app/flows/make-warehouse.ts';
import { sendNotices } from '#app/flows/send-notices.ts';
import { weeklyReport } from '#app/flows/weekly/weekly-report.ts';
import { weeklyRequest } from '#app/flows/weekly/weekly-request.ts';
import { openWorkspace } from '#app/flows/workspace.ts';
import { budgetNotices } from '#reports/budget-notices.ts';
import { documentMarkdown } from '#reports/document-markdown.ts';
import { weeklyDocument } from '#reports/weekly-document.ts';
import { weeklyNotice } from '#reports/weekly-notice.ts';
import type { Job } from './job.ts';
import { openNotifyPorts } from './notify-ports.ts';

/**
 * The weekly as markdown, and its notices to the routes of `notify`: the week in one message, and budgets that are over or
 * expected to be. Each is told once. A route that fails leaves the others to be told; the job then ends with its error.
 */
export const reportJob: Job = {
  name: 'report',
  summary: 'Write the weekly, and tell the routes of notify about it and about budgets',
  options: {},
  async run(_values, world) {
    const { now } = world;
    const workspace = openWorkspace(world.cwd, { readText: (file) => readFileSync(file, 'utf8') });
    const request = weeklyRequest(workspace, null);
    const { report, outcome } = await makeWarehouse(world, async (database) => {
      const found = await weeklyReport(request, { database, now, mergedChanges: world.mergedChanges });
      const weekly = weeklyNotice(found, now);
      const budgets = budgetNotices(found.budgets, { period: now.toISOString().slice(0, 7), now });
      const notices = [...(weekly ? [weekly] : []), ...budgets];
      const sent = await sendNotices({ notices, routes: workspace.config.notify }, openNotifyPorts(world, database));
      return { report: found, outcome: sent };
    });
    const text = documentMarkdown(weeklyDocument(report, now));
    if (outcome.sent > 0) world.err(`finops: ${outcome.sent} notices sent\n`);
    const [failure] = outcome.failures;
    if (!failure) return text;
    world.err(text);
    throw failure;
  },
};
