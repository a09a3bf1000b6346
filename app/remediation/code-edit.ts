import { type Edit, replaceLiteral } from '#app/hcl/edit.ts';
import { insertAttribute } from '#app/hcl/insert-attribute.ts';
import { lineAt } from '#app/hcl/source-text.ts';
import { findInstance, type OpenProject } from '#app/terraform/find-instance.ts';
import { traceAttribute } from '#app/terraform/trace-value.ts';
import type { AddResource, SetAttribute, WantedChange } from './remedy.ts';

/** A splice of one file; offsets are UTF-16, of the text as it is. */
export interface FileEdit {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly before: string;
  readonly after: string;
  readonly line: number;
  /** What is set; two edits of one place with the same name and another text contradict each other. */
  readonly name: string;
}

/** The edits that a resource needs, or why they cannot be made. */
export type PlannedEdits =
  | { readonly kind: 'edits'; readonly edits: readonly FileEdit[] }
  | { readonly kind: 'declined'; readonly reason: string };

/** Where Terraform, and we, put modules of others: an edit there would be gone with the next init. */
const FETCHED = /(^|\/)\.terraform\//;

/** Where in the files the wanted changes of one instance are made. */
export function editsOf(
  project: OpenProject,
  wanted: { readonly address: string; readonly changes: readonly WantedChange[] },
): PlannedEdits {
  const edits: FileEdit[] = [];
  for (const change of wanted.changes) {
    const found =
      change.kind === 'set' ? setEdit(project, wanted.address, change) : addEdit(project, wanted.address, change);
    if (typeof found === 'string') return { kind: 'declined', reason: found };
    if (FETCHED.test(found.file)) return { kind: 'declined', reason: 'it is set in a module that was fetched' };
    edits.push(found);
  }
  return { kind: 'edits', edits };
}

function setEdit(project: OpenProject, address: string, change: SetAttribute): FileEdit | string {
  const { attribute, value } = change;
  const traced = traceAttribute(project, { address, attribute });
  if (traced.kind === 'declined') return traced.reason;
  const name = String(attribute.at(-1));
  const { source } = traced;
  const edit: Edit =
    traced.kind === 'literal'
      ? replaceLiteral(source, { literal: traced.literal, value })
      : insertAttribute(source, { block: traced.block, name, value });
  if (edit.kind === 'declined') return edit.reason;
  const { span, before, after } = edit;
  return { file: source.file, start: span.start, end: span.end, before, after, line: lineAt(source, span.start), name };
}

function addEdit(project: OpenProject, address: string, change: AddResource): FileEdit | string {
  const instance = findInstance(project, address);
  if (typeof instance === 'string') return instance;
  const { sourced } = instance.expansion;
  const { source, block } = sourced;
  if (instance.repetition.index !== null) return 'the resource is repeated, and so would have to be what is added';
  if (source.file.endsWith('.json')) return 'a resource is not added to JSON';
  const name = block.labels[1]?.text ?? '';
  if (instance.module.files.byName.has(`resource.${change.type}.${name}`)) return `there is a ${change.type}.${name}`;
  const end = block.end > 0 && source.text[block.end - 1] === '\n' ? block.end : endOfLine(source.text, block.end);
  const body = change.body.replaceAll('SELF', `${block.labels[0]?.text}.${name}`);
  const text = `${source.text[end - 1] === '\n' ? '' : '\n'}\nresource "${change.type}" "${name}" {\n${body}\n}\n`;
  const after = source.text.includes('\r\n') ? text.replaceAll('\n', '\r\n') : text;
  return { file: source.file, start: end, end, before: '', after, line: lineAt(source, end), name: change.type };
}

function endOfLine(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at + 1;
}

/** Why two edits cannot both be made; null where they can. Equal ones are one. */
export function contradiction(edits: readonly FileEdit[]): string | null {
  for (const [at, one] of edits.entries()) {
    for (const other of edits.slice(at + 1)) {
      if (one.file !== other.file) continue;
      const isSamePlace = one.start === other.start && one.end === other.end;
      const differs = one.after !== other.after && (one.name === other.name || one.end > one.start);
      const overlaps = !isSamePlace && one.start < other.end && other.start < one.end;
      if ((isSamePlace && differs) || overlaps)
        return `${one.file}:${one.line} sets several resources, and they need different values`;
    }
  }
  return null;
}

/** A file's text with the edits made; every other byte stays. */
export function applyEdits(text: string, edits: readonly FileEdit[]): string {
  const once = [...new Map(edits.map((each) => [`${each.start}\0${each.end}\0${each.after}`, each])).values()];
  const ordered = once.map((edit, at) => ({ edit, at })).sort((a, b) => b.edit.start - a.edit.start || b.at - a.at);
  let result = text;
  for (const { edit } of ordered) result = result.slice(0, edit.start) + edit.after + result.slice(edit.end);
  return result;
}
