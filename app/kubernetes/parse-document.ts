import { CORE_SCHEMA, load, mergeTag, type Schema, YAMLException } from 'js-yaml';
import type { Diagnostic } from '#app/errors.ts';
import { expandedSize, isDeeper, MAX_EXPANDED_NODES } from './expanded-size.ts';
import type { ManifestValue } from './manifest-value.ts';
import type { DocumentText } from './split-documents.ts';

/** Kubernetes stores no object above 1.5 MiB; a `List` of many may be larger, but not without end. */
const MAX_DOCUMENT_CHARACTERS = 16 * 1024 * 1024;

/** As deep as the YAML parser goes; JSON is parsed by another one. */
const MAX_DEPTH = 100;

/** Aliases of one document; a manifest written by people has a handful. */
const MAX_ALIASES = 10_000;

export type ParsedDocument =
  | { readonly value: ManifestValue; readonly warning?: Diagnostic }
  | { readonly problem: Diagnostic };

/**
 * The value that one document spells in YAML or JSON, or what is wrong with it and in which line. Plain scalars are
 * those of YAML 1.2 and merge keys are followed, as `kubectl` does. Nothing is ever executed.
 */
export function parseDocument(document: DocumentText, file: string): ParsedDocument {
  const place = { file, line: document.line };
  if (document.text.length > MAX_DOCUMENT_CHARACTERS) {
    return { problem: problem(place, 'the document is larger than 16 MiB, no Kubernetes object may be') };
  }
  try {
    const value = parseText(document.text, 'strict');
    return checkedSize(value, { document, place });
  } catch (error) {
    if (error instanceof YAMLException && error.reason.includes('duplicat'))
      return duplicateKeys(error, { document, file });
    return { problem: syntaxProblem(error, { document, file }) };
  }
}

interface Located {
  readonly document: DocumentText;
  readonly file: string;
}

function parseText(text: string, keys: 'strict' | 'last-wins'): ManifestValue {
  if (isJson(text)) {
    try {
      return JSON.parse(text) as ManifestValue;
    } catch {
      // A flow mapping, or broken JSON: the YAML parser decides, and names the line.
    }
  }
  return load(text, { schema: schema(), json: keys === 'last-wins', maxAliases: MAX_ALIASES }) as ManifestValue;
}

function isJson(text: string): boolean {
  return /^\s*[{[]/.test(text);
}

let merging: Schema | undefined;

function schema(): Schema {
  merging ??= CORE_SCHEMA.withTags(mergeTag);
  return merging;
}

/** The API server keeps the last of two equal keys; strict tools refuse. So it is read, and said. */
function duplicateKeys(error: YAMLException, { document, file }: Located): ParsedDocument {
  const place = { file, line: document.line + (error.mark?.line ?? 0) };
  try {
    const parsed = checkedSize(parseText(document.text, 'last-wins'), { document, place });
    if ('problem' in parsed) return parsed;
    return { ...parsed, warning: { severity: 'warning', message: `${error.reason}: the last one counts`, place } };
  } catch (other) {
    return { problem: syntaxProblem(other, { document, file }) };
  }
}

function checkedSize(
  value: ManifestValue,
  { document, place }: { readonly document: DocumentText; readonly place: Diagnostic['place'] },
): ParsedDocument {
  if (isJson(document.text) && isDeeper(value, MAX_DEPTH))
    return { problem: problem(place, `it is nested more than ${MAX_DEPTH} deep`) };
  if (!document.text.includes('*')) return { value };
  const size = expandedSize(value);
  if (size === 'endless') return { problem: problem(place, 'an alias refers to itself, so the document has no end') };
  if (size <= MAX_EXPANDED_NODES) return { value };
  return { problem: problem(place, `its aliases expand to more than ${MAX_EXPANDED_NODES} values`) };
}

function syntaxProblem(error: unknown, { document, file }: Located): Diagnostic {
  const template = document.text.includes('{{');
  const remedy = template ? 'render the chart first: helm template --include-crds' : undefined;
  if (!(error instanceof YAMLException)) {
    return { ...problem({ file, line: document.line }, `cannot be parsed: ${String(error)}`), remedy };
  }
  const { mark, reason } = error;
  const place = { file, line: document.line + (mark?.line ?? 0), ...(mark ? { column: mark.column + 1 } : {}) };
  return {
    ...problem(place, template ? `is a template, not a manifest (${reason})` : `is no YAML: ${reason}`),
    remedy,
  };
}

function problem(place: Diagnostic['place'], message: string): Diagnostic {
  return { severity: 'error', message, place };
}
