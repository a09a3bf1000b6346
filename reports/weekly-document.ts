import type { WeeklyReport } from '#app/flows/weekly/weekly-report.ts';
import { weeklyIncidentSection } from './incident-sections.ts';
import { ours, type ReportDocument, said } from './report-document.ts';
import { savingsSummary } from './savings-sections.ts';
import { commitmentSection, freshnessSection, tagSection, waiverSection } from './weekly-governance.ts';
import { moverSection } from './weekly-movers.ts';
import { pullSection } from './weekly-pulls.ts';
import { monthSection, spendSection } from './weekly-spend.ts';

/** The FinOps lead's weekly, ready to be written. What nobody recorded says so in one line. */
export function weeklyDocument(report: WeeklyReport, now: Date): ReportDocument {
  const { from, before } = report.week;
  const last = new Date(Date.parse(`${before}T00:00:00Z`) - 1).toISOString().slice(0, 10);
  return {
    title: `Cloud cost, week of ${from}`,
    lead: [
      ours(`${from} to ${last} (UTC), against the seven days before. Written ${now.toISOString().slice(0, 16)}Z.`),
    ],
    sections: [
      spendSection(report),
      monthSection(report),
      moverSection(report),
      weeklyIncidentSection(report),
      pullSection(report),
      waiverSection(report, now),
      savingsSummary(report.savings),
      tagSection(report),
      commitmentSection(report),
      said('Estimate accuracy', 'No estimate has been compared with a bill yet.'),
      freshnessSection(report),
    ],
  };
}
