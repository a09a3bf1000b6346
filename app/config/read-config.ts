import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { ConfigError } from '#app/errors.ts';
import { FinopsConfig } from './finops-config.ts';
import { nearKey } from './near-key.ts';
import { lineOfPath } from './yaml-line.ts';

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
  const { issues } = parsed.error;
  // A misspelt key also leaves the right one out: say what was written, not what is missing.
  const issue = (issues.find((each) => each.code === 'unrecognized_keys') ?? issues[0]) as z.core.$ZodIssue;
  const key = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const path = [...issue.path, ...(key === undefined ? [] : [key])];
  const place = { file: source.file, line: lineOfPath(document, { path, text: source.text }) };
  const near = key === undefined ? null : nearKey(key, keysAt(schema, issue.path));
  const what =
    key === undefined ? `${path.join('.') || 'the file'}: ${issue.message}` : `unknown key ${path.join('.')}`;
  const remedy = near === null ? source.remedy : `write ${near}, or ${source.remedy}`;
  throw new ConfigError(what, { place, cause: parsed.error, remedy });
}

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly additionalProperties?: JsonSchema | boolean;
}

/** The keys that a schema knows at a path; none where it takes any. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  let at: JsonSchema | undefined = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  for (const key of path) {
    const other: JsonSchema | boolean | undefined = at?.additionalProperties;
    at =
      typeof key === 'number'
        ? at?.items
        : (at?.properties?.[String(key)] ?? (typeof other === 'object' ? other : undefined));
  }
  return Object.keys(at?.properties ?? {});
}
