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
  summary: 'Find anomalies and change points in any series of a CSV file',
  synopsis: '--input FILE.csv [--scores] [--format json|table]',
  example: 'finops detect --input costs.csv --format json',
  options: { input: { type: 'string' }, scores: { type: 'boolean' } },
  explains: {
    input: 'a CSV file with the header series,time,value and rows in time order, - for standard input',
    scores: 'with --format json a score for each row, from that row and earlier ones only',
    format: 'table (the default) or json',
  },
  async run(invocation, world) {
    if (invocation.positionals.length > 0) {
      throw new ConfigError(`finops detect takes no ${invocation.positionals[0]}`, {
        remedy: 'name the file with --input',
      });
    }
    const file = textOption(invocation, 'input');
    if (file === undefined)
      throw new ConfigError('finops detect needs --input FILE.csv', { remedy: 'see finops detect --help' });
    return inFile(file, { invocation, world });
  },
};

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
