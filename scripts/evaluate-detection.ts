import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changePoints } from '#app/anomaly/change-points.ts';
import { judgeSeries } from '#app/anomaly/judge-series.ts';
import { parseTime } from '#app/anomaly/parse-time.ts';

/**
 * Measures detection: `node scripts/evaluate-detection.ts DIRECTORY`, a directory with the series of the Turing Change
 * Point Dataset and files of the Numenta Anomaly Benchmark, and with their scorers (`eval_tcpd.py`, `eval_nab.mjs`).
 */
const [directory] = process.argv.slice(2);
if (directory === undefined) throw new Error('usage: node scripts/evaluate-detection.ts DIRECTORY');
const results = mkdtempSync(join(tmpdir(), 'finops-detection-'));
measureChangePoints(directory);
measureAnomalies(directory);

function measureChangePoints(data: string): void {
  const series = JSON.parse(readFileSync(join(data, 'tcpd_series_dev.json'), 'utf8')) as Readonly<
    Record<string, { readonly raw: readonly (readonly number[])[] }>
  >;
  const begun = process.cpuUsage();
  const cuts = Object.entries(series).map(([name, { raw }]) => [name, changePoints(Float64Array.from(raw[0] ?? []))]);
  const cpu = process.cpuUsage(begun).user / 1e6;
  const file = join(results, 'change-points.json');
  writeFileSync(file, JSON.stringify(Object.fromEntries(cuts)));
  const rules = [
    '--annotations',
    join(data, 'tcpd_annotations_dev.json'),
    '--nobs',
    join(data, 'tcpd_series_dev.json'),
  ];
  console.log(execFileSync('python3', [join(data, 'eval_tcpd.py'), file, ...rules], { encoding: 'utf8' }).trimEnd());
  console.log(`change points of ${cuts.length} series: ${cpu.toFixed(2)} s of CPU\n`);
}

function measureAnomalies(data: string): void {
  const folder = join(data, 'nab-dev/data');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.csv'));
  let rows = 0;
  const begun = process.cpuUsage();
  const scores = files.map((file) => {
    const [, ...lines] = readFileSync(join(folder, file), 'utf8').trimEnd().split(/\r?\n/);
    const cells = lines.map((line) => line.split(','));
    rows += cells.length;
    const times = cells.map(([time = '']) => time);
    const values = Float64Array.from(cells, ([, value]) => Number(value));
    const seconds = Float64Array.from(times, (time) => parseTime(time) ?? Number.NaN);
    return [file, [...judgeSeries({ name: file, times, seconds, values }).scores]] as const;
  });
  const cpu = process.cpuUsage(begun).user / 1e6;
  const file = join(results, 'scores.json');
  writeFileSync(file, JSON.stringify(Object.fromEntries(scores)));
  const rules = ['--nab', join(data, 'nab-dev'), '--results', file];
  for (const threshold of ['auto', '0.5']) {
    const options = [join(data, 'eval_nab.mjs'), ...rules, '--threshold', threshold];
    console.log(execFileSync(process.execPath, options, { encoding: 'utf8' }).trimEnd());
  }
  console.log(`scores and change points of ${files.length} files, ${rows} rows: ${cpu.toFixed(2)} s of CPU`);
}
