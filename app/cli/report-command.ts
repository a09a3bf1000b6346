import { ConfigError } from '#app/errors.ts';
import { documentHtml } from '#reports/document-html.ts';
import { documentMarkdown } from '#reports/document-markdown.ts';
import type { ReportDocument } from '#reports/report-document.ts';
import { type Command, type Invocation, textOption, type World } from './command.ts';
import { INPUT_EXPLAINS, INPUT_OPTIONS } from './input-options.ts';
import { chosenFormat, writeResult } from './result.ts';

/** Makes a report, and says with which status the command ends. */
export type MakeReport = (
  invocation: Invocation,
  world: World,
) => Promise<{ readonly document: ReportDocument; readonly status: number }>;

/** The reports by name; each is loaded when it is asked for. */
const REPORTS: ReadonlyMap<string, () => Promise<MakeReport>> = new Map([
  ['weekly', async () => (await import('./weekly-report.ts')).makeWeeklyReport],
  ['anomalies', async () => (await import('./anomalies-report.ts')).makeAnomaliesReport],
  ['savings', async () => (await import('./savings-report.ts')).makeSavingsReport],
  ['estimate', async () => (await import('./estimate-report.ts')).makeEstimateReport],
]);

/** `finops report`: what a person reads, as markdown or as one HTML file. */
export const reportCommand: Command = {
  name: 'report',
  summary: `Reports as markdown or as one HTML file: ${[...REPORTS.keys()].join(', ')}`,
  synopsis: `${[...REPORTS.keys()].join('|')} [PATH…]`,
  example: 'finops report weekly --format html --out weekly.html',
  options: { ...INPUT_OPTIONS, until: { type: 'string' } },
  explains: {
    ...INPUT_EXPLAINS,
    until: 'weekly: the day after its last day, such as 2026-11-23 (the newest complete week by default)',
    format: 'markdown (the default) or html',
  },
  async run(invocation, world) {
    const format = chosenFormat(invocation, ['markdown', 'html']);
    const [name, ...positionals] = invocation.positionals;
    const load = REPORTS.get(name ?? '');
    if (!load) {
      const what = name === undefined ? 'finops report needs the name of a report' : `there is no report ${name}`;
      throw new ConfigError(what, { remedy: `choose ${[...REPORTS.keys()].join(', ')}` });
    }
    if (name !== 'weekly' && textOption(invocation, 'until') !== undefined) {
      throw new ConfigError(`the report ${name} has no option --until`, { remedy: 'leave it out' });
    }
    const make = await load();
    const { document, status } = await make({ ...invocation, positionals }, world);
    writeResult(format === 'html' ? documentHtml(document) : documentMarkdown(document), invocation, world);
    return status;
  },
};
