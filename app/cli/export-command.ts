import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigError } from '#app/errors.ts';
import { exportCsv } from '#app/flows/export-charges.ts';
import { exportParquet } from '#app/flows/export-parquet.ts';
import type { StreamedPeriod } from '#app/warehouse/stream-charges.ts';
import { type Command, type Invocation, textOption } from './command.ts';
import { chosenFormat } from './result.ts';
import { withWarehouse } from './warehouse.ts';

/** `finops export`: FOCUS out of the warehouse. */
export const exportCommand: Command = {
  name: 'export',
  summary: 'Write charges of the warehouse in FOCUS 1.4',
  synopsis: '--from DATE --to DATE [--format focus-csv|focus-parquet] [--out FILE]',
  example: 'finops export --from 2026-10-01 --to 2026-11-01 --format focus-parquet --out october.parquet',
  options: { from: { type: 'string' }, to: { type: 'string' } },
  explains: {
    from: 'first day, such as 2026-10-01: charges that begin on it or later',
    to: 'the day after the last, such as 2026-11-01',
    format: 'focus-csv (the default) or focus-parquet, which needs --out',
  },
  async run(invocation, world) {
    const format = chosenFormat(invocation, ['focus-csv', 'focus-parquet']);
    const period = { from: dayOption(invocation, 'from'), to: dayOption(invocation, 'to') };
    if (period.to <= period.from) {
      throw new ConfigError('--to is not after --from', { remedy: 'write the day after the last one' });
    }
    const out = textOption(invocation, 'out');
    const file = out === undefined ? null : resolve(world.cwd, out);
    if (file === null && format === 'focus-parquet') {
      throw new ConfigError('--format focus-parquet needs --out FILE', { remedy: 'add --out charges.parquet' });
    }
    await withWarehouse(world, async (database) => {
      if (file === null) {
        for await (const piece of exportCsv(period, database)) world.out(piece);
      } else if (format === 'focus-csv') {
        await writeWhole(file, (part) => writePieces(part, exportCsv(period, database)));
      } else await writeWhole(file, (part) => exportParquet({ ...period, file: part }, database));
    });
    return 0;
  },
};

/** Written under another name first: a file that is there is whole. */
async function writeWhole(file: string, write: (part: string) => Promise<unknown>): Promise<void> {
  const part = `${file}.part`;
  try {
    await write(part);
    renameSync(part, file);
  } finally {
    rmSync(part, { force: true });
  }
}

async function writePieces(file: string, pieces: AsyncIterable<string>): Promise<void> {
  const handle = openSync(file, 'w');
  try {
    for await (const piece of pieces) writeSync(handle, piece);
  } finally {
    closeSync(handle);
  }
}

function dayOption(invocation: Invocation, name: keyof StreamedPeriod): string {
  const text = textOption(invocation, name) ?? '';
  const day = new Date(`${text}T00:00:00Z`);
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(day.getTime());
  if (isDay && day.toISOString().startsWith(text)) return `${text}T00:00:00Z`;
  throw new ConfigError(`--${name} ${text} is not a day`, { remedy: 'write it as 2026-10-01' });
}
