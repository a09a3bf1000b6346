import { ConfigError } from '#app/errors.ts';
import { detectInSeries } from '#app/flows/detect-in-series.ts';
import { seriesAnomaliesJson, seriesAnomaliesTable } from '#reports/series-anomalies.ts';
import { type Command, type Invocation, textOption, type World } from './command.ts';
import { printDiagnostics } from './input-status.ts';
import { progressOf } from './progress.ts';
import { chosenFormat, writeResult } from './result.ts';
import { readSeriesFile } from './series-file.ts';

/** `finops detect`: anomalies and change points. */
export const detectCommand: Command = {
  name: 'detect',
  summary:
    'Find anomalies: open incidents of the charges in the warehouse, or anomalies and change points of any series',
  synopsis:
    '[--all] | --input FILE.csv [--scores] | feedback ID --verdict yes|no|planned | mute --until DAY --reason TEXT',
  example: 'finops detect\nfinops detect --input costs.csv --format json',
  options: {
    input: { type: 'string' },
    scores: { type: 'boolean' },
    all: { type: 'boolean' },
    'min-impact': { type: 'string' },
    'min-percent': { type: 'string' },
    'great-impact': { type: 'string' },
    'max-new': { type: 'string' },
    verdict: { type: 'string' },
    account: { type: 'string' },
    service: { type: 'string' },
    region: { type: 'string' },
    until: { type: 'string' },
    reason: { type: 'string' },
  },
  explains: {
    input: 'a CSV file with the header series,time,value and rows in time order, - for standard input',
    scores: 'with --input and --format json a score for each row, from that row and earlier ones only',
    all: 'muted incidents too',
    'min-impact': 'an incident comes to at least this amount (20 by default) …',
    'min-percent': '… and to at least this share of what was expected (20 by default), or',
    'great-impact': 'to at least this amount alone (1000 by default)',
    'max-new': 'the most incidents that begin on one day (20 by default; great ones are always told)',
    verdict: 'feedback: yes, no (it is none), or planned',
    account: 'mute: SubAccountId',
    service: 'mute: ServiceName',
    region: 'mute: RegionId',
    until: 'mute: the last day, such as 2026-12-31',
    reason: 'feedback and mute: why',
    format: 'table (the default) or json',
  },
  async run(invocation, world) {
    const file = textOption(invocation, 'input');
    const [verb, ...rest] = invocation.positionals;
    const at = { invocation, world };
    if (verb === undefined) return file === undefined ? (await warehouse()).detectInWarehouse(at) : inFile(file, at);
    if (verb === 'feedback') return (await warehouse()).giveFeedback(at);
    if (verb === 'mute' && rest.length === 0) return (await warehouse()).mute(at);
    throw new ConfigError(`finops detect takes no ${rest[0] ?? verb}`, { remedy: 'see finops detect --help' });
  },
};

/** Loaded for those that need it: a series alone needs no database. */
function warehouse() {
  return import('./detect-warehouse.ts');
}

async function inFile(
  file: string,
  { invocation, world }: { readonly invocation: Invocation; readonly world: World },
): Promise<number> {
  const format = chosenFormat(invocation, ['table', 'json']);
  const { series, diagnostics } = await readSeriesFile(file, world);
  const progress = progressOf('series', { invocation, world });
  const judged = detectInSeries(series, { done: progress.step });
  progress.end();
  const scores = invocation.values['scores'] === true ? 'all' : 'none';
  writeResult(
    format === 'json' ? seriesAnomaliesJson(judged, { scores }) : seriesAnomaliesTable(judged),
    invocation,
    world,
  );
  printDiagnostics(diagnostics, world);
  return diagnostics.some(({ severity }) => severity === 'error') ? 3 : 0;
}
