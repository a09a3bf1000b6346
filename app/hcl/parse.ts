import { Cursor } from './cursor.ts';
import { type HclDiagnostic, HclError } from './diagnostic.ts';
import { readBody } from './parse-body.ts';
import { parseExpression } from './parse-expression.ts';
import { parseBareTemplate } from './parse-template.ts';
import { type SourceText, sourceText } from './source-text.ts';
import type { Body, Expression, Span } from './syntax-tree.ts';
import { runTask } from './task.ts';

/** A longer text is not read: no file that a person wrote has 8 million characters. */
const MAX_FILE_LENGTH = 8 * 1024 * 1024;

/** A parsed file: what could be read, its comments, and everything that could not. */
export interface HclFile {
  readonly source: SourceText;
  readonly body: Body;
  readonly comments: readonly Span[];
  readonly diagnostics: readonly HclDiagnostic[];
}

/** An expression or template that stands alone; null with at least one diagnostic when it is malformed. */
export interface ParsedExpression {
  readonly source: SourceText;
  readonly expression: Expression | null;
  readonly diagnostics: readonly HclDiagnostic[];
}

/**
 * Parses HCL native syntax: `.tf`, `.tofu`, `.tfvars`, `.hcl`. Never throws for what the text holds: a malformed
 * item is reported and left out, and reading goes on at a later line, up to 20 errors a file.
 * Nesting is limited by memory only. Grammar: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
 * (read 2026-11-25); verdicts agree with HCL v2.23 (test/hcl/differential.test.ts).
 */
export function parseHcl(text: string, file: string): HclFile {
  if (text.length > MAX_FILE_LENGTH) {
    const message = `The file is longer than the ${MAX_FILE_LENGTH} characters that are read`;
    const diagnostics: HclDiagnostic[] = [{ severity: 'error', message, span: { start: 0, end: 1 } }];
    const body: Body = { attributes: [], blocks: [], items: [] };
    return { source: sourceText('', file), body, comments: [], diagnostics };
  }
  const cursor = new Cursor(text, parseExpression);
  if (text.charCodeAt(0) === 0xfeff) cursor.at = 1;
  const { body, diagnostics } = readBody(cursor);
  return { source: sourceText(text, file), body, comments: cursor.comments, diagnostics };
}

/** Parses one expression that fills the whole text. */
export function parseExpressionText(text: string, file: string): ParsedExpression {
  const cursor = new Cursor(text, parseExpression);
  return parseAlone(sourceText(text, file), () => {
    const expression = runTask(cursor.nested());
    if (cursor.peek() !== -1) cursor.fail('Extra characters after the expression');
    return expression;
  });
}

/** Parses the whole text as a template, as `templatefile` and strings of JSON syntax are. */
export function parseTemplateText(text: string, file: string): ParsedExpression {
  return parseAlone(sourceText(text, file), () => runTask(parseBareTemplate(new Cursor(text, parseExpression))));
}

function parseAlone(source: SourceText, read: () => Expression): ParsedExpression {
  try {
    return { source, expression: read(), diagnostics: [] };
  } catch (error) {
    if (!(error instanceof HclError)) throw error;
    const span = error.span ?? { start: 0, end: source.text.length };
    return { source, expression: null, diagnostics: [{ severity: 'error', message: error.message, span }] };
  }
}
