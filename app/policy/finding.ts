import { PolicyError } from '#app/errors.ts';
import { Severity } from './pack-rule.ts';

/** One member of a rule's set, in one shape. */
export interface Finding {
  readonly message: string;
  readonly resource: string | null;
  readonly file: string | null;
  readonly line: number | null;
  readonly severity: Severity | null;
  readonly fix: string | null;
  readonly docs: string | null;
}

/** A policy can word a finding at length, but not fill a comment with it. */
const LONGEST_MESSAGE = 2000;
const MOST_FINDINGS = 10_000;

/**
 * The findings of a rule: texts, or objects with `msg` and perhaps `resource`, `severity`, `fix`, `docs`, `file`,
 * `line`, `_loc {file, line}` (conftest). Other fields are let be.
 * @throws PolicyError for any other shape, because a finding that is not understood must not be lost.
 */
export function readFindings(value: unknown, rule: string): readonly Finding[] {
  if (!Array.isArray(value)) throw new PolicyError(`${rule} gave no set of findings`);
  if (value.length > MOST_FINDINGS) throw new PolicyError(`${rule} gave ${value.length} findings`);
  return value.map((each: unknown) => readFinding(each, rule));
}

function readFinding(value: unknown, rule: string): Finding {
  const none = { resource: null, file: null, line: null, severity: null, fix: null, docs: null };
  if (typeof value === 'string') return { ...none, message: readText(value, { rule, name: 'msg' }) };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new PolicyError(`${rule} gave ${JSON.stringify(value)}, which is neither a text nor an object with msg`);
  }
  const fields = value as Readonly<Record<string, unknown>>;
  const place = fields['_loc'] as Readonly<Record<string, unknown>> | undefined | null;
  const optional = (name: string, given: unknown): string | null =>
    given === undefined || given === null ? null : readText(given, { rule, name });
  return {
    message: readText(fields['msg'], { rule, name: 'msg' }),
    resource: optional('resource', fields['resource']),
    file: optional('file', fields['file'] ?? place?.['file']),
    line: readLine(fields['line'] ?? place?.['line'], rule),
    severity: readSeverity(fields['severity'], rule),
    fix: optional('fix', fields['fix']),
    docs: optional('docs', fields['docs']),
  };
}

function readText(value: unknown, about: { readonly rule: string; readonly name: string }): string {
  if (typeof value !== 'string' || value.trim() === '') {
    throw new PolicyError(`${about.rule} gave a finding whose ${about.name} is not a text`);
  }
  return value.length > LONGEST_MESSAGE ? `${value.slice(0, LONGEST_MESSAGE)}…` : value;
}

function readLine(value: unknown, rule: string): number | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1) {
    throw new PolicyError(`${rule} gave a finding whose line is not a line`);
  }
  return value;
}

function readSeverity(value: unknown, rule: string): Severity | null {
  if (value === undefined || value === null) return null;
  const severity = Severity.safeParse(value);
  if (!severity.success) throw new PolicyError(`${rule} gave a finding whose severity is none of ${Severity.options}`);
  return severity.data;
}
