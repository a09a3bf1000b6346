import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { ConfigError } from '#app/errors.ts';
import { FinopsConfig } from './finops-config.ts';

/**
 * The configuration in the text of a `finops.yml`.
 * @throws ConfigError with the line of the first thing that is wrong.
 */
export function readConfig(text: string, file: string): FinopsConfig {
  return readYaml(FinopsConfig, { text, file, remedy: 'see docs/configuration.md for the keys' });
}

/**
 * YAML of a user's file, checked against `schema`.
 * @throws ConfigError with file and line: for a syntax error, an unknown key, a value that does not fit.
 */
export function readYaml<Schema extends z.ZodType>(
  schema: Schema,
  source: { readonly text: string; readonly file: string; readonly remedy: string },
): z.infer<Schema> {
  const lines = new LineCounter();
  const document = parseDocument(source.text, { lineCounter: lines });
  const [broken] = document.errors;
  if (broken) {
    const { line, col } = lines.linePos(broken.pos[0]);
    const place = { file: source.file, line, column: col };
    const what = broken.message.split('\n')[0] ?? 'not valid YAML';
    throw new ConfigError(what, { place, cause: broken, remedy: 'correct the YAML' });
  }
  const parsed = schema.safeParse(document.toJS({ maxAliasCount: 100 }));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0] as z.core.$ZodIssue;
  const key = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const path = [...issue.path, ...(key === undefined ? [] : [key])];
  const place = { file: source.file, line: lineOf(document, { path, lines }) };
  const what =
    key === undefined ? `${path.join('.') || 'the file'}: ${issue.message}` : `unknown key ${path.join('.')}`;
  throw new ConfigError(what, { place, cause: parsed.error, remedy: source.remedy });
}

interface Ranged {
  readonly range?: readonly number[] | null;
}

function lineOf(
  document: ReturnType<typeof parseDocument>,
  at: { readonly path: readonly PropertyKey[]; readonly lines: LineCounter },
): number {
  for (let length = at.path.length; length > 0; length -= 1) {
    const path = at.path.slice(0, length);
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
    const items = (parent as { readonly items?: readonly unknown[] } | null)?.items ?? [];
    for (const item of items) {
      const { key } = item as { readonly key?: Ranged & { readonly value?: unknown } };
      if (key?.value === path.at(-1) && key?.range) return at.lines.linePos(key.range[0] ?? 0).line;
    }
    const node = document.getIn(path, true) as Ranged | undefined;
    if (node?.range) return at.lines.linePos(node.range[0] ?? 0).line;
  }
  return 1;
}
