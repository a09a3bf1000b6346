import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { z } from 'zod';
import { InputError } from '#app/errors.ts';
import type { StoredFile } from '../files/file-store.ts';
import { localStore } from '../files/local-store.ts';
import { readFocusTables } from '../focus/read-focus-tables.ts';
import { type Delivery, defineSource } from '../source.ts';
import { isTable } from '../tables/table.ts';

/**
 * FOCUS tables in a directory. Each file is a scope of its own; with `{month}` in the pattern all files of a month are
 * one scope, so that a month of many files, or of files whose names change, is replaced whole.
 */
export const focusFileSource = defineSource({
  kind: 'focus-file',
  summary: 'FOCUS 1.0 to 1.4 tables (CSV, gzipped CSV, Parquet) in a directory',
  reference: { url: 'https://focus.finops.org/focus-specification/v1-4/', read: '2026-11-26' },
  corrections: 'replacement',
  mappingVersion: 1,
  settings: z.strictObject({
    id: z.string(),
    kind: z.literal('focus-file'),
    path: z.string().describe('Directory, relative to the root of the repository'),
    files: z
      .string()
      .regex(/^(?!.*\{month\}.*\{month\})/, '{month} at most once')
      .default('**')
      .describe('Which files: a pattern with `*`, `**`, and `{month}` where `2026-10` or `202610` stands'),
    focusVersion: z
      .string()
      .optional()
      .describe('Version that the files state, `1.0r2`; by default told by their columns'),
  }),
  open(settings, ports) {
    const store = localStore(resolve(ports.root, settings.path));
    const pattern = patternOf(settings.files);
    return {
      async deliveries(month) {
        const files = (await store.list('')).filter((file) => isTable(file.name) && pattern.test(file.name));
        const scopes = Map.groupBy(files, (file) => scopeOf(file.name, pattern));
        if (files.length === 0) {
          const remedy = 'check path and files of the source in finops.yml';
          throw new InputError('no CSV and no Parquet file', { place: { file: settings.path }, remedy });
        }
        return [...scopes]
          .filter(([scope]) => month === null || !settings.files.includes('{month}') || scope === month.month)
          .map(([scope, parts]) => deliveryOf(scope, parts));
      },
      read: (delivery) => readFocusTables(delivery, { store, sourceId: settings.id, version: settings.focusVersion }),
      close: store.close,
    };
  },
});

function deliveryOf(scope: string, files: readonly StoredFile[]): Delivery {
  const parts = files.map(({ name, bytes, tag }) => ({ name, bytes, tag }));
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  return { scope, deliveryId: digest.slice(0, 12), digest, files: parts };
}

function scopeOf(name: string, pattern: RegExp): string {
  const { year, month } = pattern.exec(name)?.groups ?? {};
  return year !== undefined && month !== undefined ? `${year}-${month}` : name;
}

/** `*` stays inside a folder, `**` does not. */
function patternOf(text: string): RegExp {
  const source = text
    .split(/(\{month\}|\*\*\/?|\*)/)
    .map((part, at) => (at % 2 === 0 ? part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&') : (WILD[part] ?? '.*')))
    .join('');
  return new RegExp(`^${source}$`);
}

const WILD: Readonly<Record<string, string>> = {
  '{month}': '(?<year>\\d{4})-?(?<month>\\d{2})',
  '*': '[^/]*',
  '**': '.*',
  '**/': '(?:.*/)?',
};
