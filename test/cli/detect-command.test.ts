import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from '#test/support/folder.ts';
import { runFinops } from '#test/support/world.ts';

/** Hourly rows of three weeks with one that is ten times as high. */
function spiky(name: string): string {
  const rows = Array.from({ length: 504 }, (_, hour) => {
    const time = new Date(Date.UTC(2026, 0, 1, hour)).toISOString();
    return `${name},${time},${hour === 400 ? 100 : 10 + (hour % 24) / 10 + (hour % 7) / 20}`;
  });
  return rows.join('\n');
}

async function detect(text: string, options: readonly string[] = []) {
  const cwd = folderWith({ 'costs.csv': text });
  return runFinops(['detect', '--input', 'costs.csv', '--format', 'json', ...options], { cwd });
}

describe('finops detect --input', () => {
  it('writes change points and anomalies of each series, in the shape of the contract', async () => {
    const { status, out, err } = await detect(`series,time,value\n${spiky('one')}\n${spiky('two')}\n`);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    const { series } = JSON.parse(out);
    expect(series.map((each: { readonly name: string }) => each.name)).toEqual(['one', 'two']);
    expect(Object.keys(series[0])).toEqual(['name', 'changePoints', 'anomalies']);
    expect(series[0].changePoints).toEqual([]);
    const spike = series[0].anomalies.find((each: { readonly index: number }) => each.index === 400);
    expect(Object.keys(spike)).toEqual(['index', 'time', 'actual', 'expected', 'score', 'impact', 'detectors']);
    expect(spike).toMatchObject({
      time: '2026-01-17T16:00:00.000Z',
      actual: 100,
      impact: expect.stringMatching(/^8\d\.\d+$/),
    });
  });

  it('adds a score for each row on request', async () => {
    const { out } = await detect(`series,time,value\n${spiky('one')}\n`, ['--scores']);
    const { series } = JSON.parse(out);
    expect(series[0].scores).toHaveLength(504);
    expect(series[0].scores[400]).toBeGreaterThan(0.5);
  });

  it('writes a table for a person, and a file where one is named', async () => {
    const cwd = folderWith({ 'costs.csv': `series,time,value\n${spiky('one')}\n` });
    const { status } = await runFinops(['detect', '--input', 'costs.csv', '--out', 'found.txt'], { cwd });
    expect(status).toBe(0);
    expect(readFileSync(join(cwd, 'found.txt'), 'utf8')).toMatch(
      /Actual +Expected[\s\S]*one +2026-01-17T16:00:00.000Z +100 /,
    );
  });

  it('reads standard input, a byte order mark, quotes, other line ends, and rows of several series mixed', async () => {
    const { status, out } = await runFinops(['detect', '--input', '-', '--format', 'json'], {
      stdin: '\ufeffseries,time,value\r\n"a,b",2026-01,1\r\nc,2026-01,2\r\n"a,b",2026-02,1e1\r\n\r\n',
    });
    expect(status).toBe(0);
    expect(JSON.parse(out).series.map((each: { readonly name: string }) => each.name)).toEqual(['a,b', 'c']);
  });

  it.each([
    ['an empty file', '', 'costs.csv: the file is empty; begin the file with the line series,time,value'],
    ['another header', 'date,cost\n1,2\n', 'costs.csv:1: the header is not series,time,value; begin the file'],
    ['a header alone', 'series,time,value\n', 'costs.csv: there is no row below the header; add rows'],
    [
      'a row that is too short',
      'series,time,value\na,2026-01-01,1\na,2026-01-02\n',
      'costs.csv:3: this is no CSV: Invalid Record',
    ],
    [
      'a quote that never ends',
      'series,time,value\na,"2026-01-01,1\n',
      'costs.csv:2: this is no CSV: Quote Not Closed',
    ],
  ])('refuses %s in one line with its place', async (_, text, line) => {
    const { status, err } = await detect(text);
    expect(status).toBe(3);
    expect(err).toContain(`finops: ${line}`);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });

  it('refuses a file that is not there', async () => {
    const { status, err } = await runFinops(['detect', '--input', 'nowhere.csv']);
    expect({ status, err }).toEqual({ status: 3, err: 'finops: nowhere.csv: the file cannot be read (ENOENT)\n' });
  });

  it.each([
    ['NaN', 'a,2026-01-01,1\na,2026-01-02,NaN\n', '3: series a is left out: the value NaN is not a finite number'],
    ['an empty value', 'a,2026-01-01,\n', '2: series a is left out: the value (empty) is not a finite number'],
    ['infinity', 'a,2026-01-01,Infinity\n', '2: series a is left out: the value Infinity is not a finite number'],
    ['an unknown time', 'a,2026-02-30,1\n', '2: series a is left out: the time 2026-02-30 is not understood'],
    ['time running back', 'a,2026-01-02,1\na,2026-01-01,1\n', '3: series a is left out: the time 2026-01-01 is before'],
  ])('leaves a series with %s out, says where, and still reports the others', async (_, rows, line) => {
    const { status, out, err } = await detect(`series,time,value\n${rows}good,2026-01-01,1\n`);
    expect(status).toBe(3);
    expect(err).toContain(`finops: error: costs.csv:${line}`);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
    expect(JSON.parse(out).series).toEqual([{ name: 'good', changePoints: [], anomalies: [] }]);
  });

  it('takes times that are equal, or an hour back as when daylight saving ends, with a warning', async () => {
    const rows = ['00:00', '01:00', '01:00', '00:30', '01:30'].map((time) => `a,2026-10-25 ${time},1`);
    const { status, out, err } = await detect(`series,time,value\n${rows.join('\n')}\n`, ['--scores']);
    expect(status).toBe(0);
    expect(err).toBe(
      'finops: warning: costs.csv:4: series a: the time 2026-10-25 01:00 is not after the row above; its rows count in the order of the file\n',
    );
    expect(JSON.parse(out).series[0].scores).toHaveLength(5);
  });
});
