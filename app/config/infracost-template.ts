import { posix } from 'node:path';
import { load } from 'js-yaml';
import { RE2JS } from 're2js';
import { renderGoTemplate, type TemplateFunctions } from './go-template.ts';

/** What a template may ask of the repository; paths are relative to its root. */
export interface TemplateFiles {
  /** Every file and directory. */
  readonly paths: readonly string[];
  readonly isDirectory: (path: string) => boolean;
  readonly read: (path: string) => string | null;
}

/** What a template sees as its data. */
export interface TemplateData {
  readonly Branch: string;
  readonly BaseBranch: string;
}

/**
 * The `infracost.yml` that a template (`infracost.yml.tmpl`) makes of a repository. Functions by
 * https://www.infracost.io/docs/features/config_file/ (read 2026-11-25).
 * @throws ConfigError with the line of what is wrong in the template.
 */
export function renderInfracostTemplate(
  template: { readonly text: string; readonly file: string },
  around: { readonly files: TemplateFiles; readonly data: TemplateData },
): string {
  return renderGoTemplate(template, { data: around.data, functions: functionsOver(around.files, around.data) });
}

function functionsOver(files: TemplateFiles, data: TemplateData): TemplateFunctions {
  const known = new Set(files.paths);
  return {
    base: (path) => posix.basename(textOf(path)),
    stem: (path) => posix.basename(textOf(path), extensionOf(textOf(path))),
    ext: (path) => extensionOf(textOf(path)),
    startsWith: (text, prefix) => textOf(text).startsWith(textOf(prefix)),
    endsWith: (text, suffix) => textOf(text).endsWith(textOf(suffix)),
    contains: (text, part) => textOf(text).includes(textOf(part)),
    trimPrefix: (text, prefix) => {
      const start = textOf(prefix);
      return textOf(text).startsWith(start) ? textOf(text).slice(start.length) : text;
    },
    trimSuffix: (text, suffix) => {
      const end = textOf(suffix);
      return end !== '' && textOf(text).endsWith(end) ? textOf(text).slice(0, -end.length) : text;
    },
    pathExists: (base, path) => known.has(inside(textOf(base), textOf(path))),
    isDir: (path) => files.isDirectory(inside('', textOf(path))),
    matchPaths: (pattern) => matches(textOf(pattern), files.paths).map((found) => ({ ...data, ...found })),
    list: (...items) => items,
    relPath: (from, to) => posix.relative(textOf(from), textOf(to)) || '.',
    readFile: (path) => contentOf(files, textOf(path)),
    parseJson: (text) => JSON.parse(textOf(text)),
    parseYaml: (text) => load(textOf(text)),
  };
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new Error('a text is required');
}

/** As Go's: `.tfvars` of `.tfvars`, too. */
function extensionOf(path: string): string {
  const name = posix.basename(path);
  return name.includes('.') ? name.slice(name.lastIndexOf('.')) : '';
}

/** A path of the repository; what leaves it is a path that nothing has. */
function inside(base: string, path: string): string {
  const joined = posix.join(base, path).replace(/^\.\/|\/+$/g, '');
  return joined === '.' ? '' : joined;
}

function contentOf(files: TemplateFiles, path: string): string {
  const content = files.read(inside('', path));
  if (content === null) throw new Error(`there is no file ${path} in the repository`);
  return content;
}

const SEGMENT = /(\/?)(?::(\w+)(\([^)]*\))?|(\([^)]*\)))([?*+]?)/g;

/**
 * Paths that a pattern such as `environments/:env/terraform.tfvars` fits, with the names in it: the patterns of
 * https://github.com/pillarjs/path-to-regexp (6.x, read 2026-11-25).
 */
function matches(pattern: string, paths: readonly string[]): readonly Readonly<Record<string, string>>[] {
  const names: string[] = [];
  let expression = '';
  let at = 0;
  for (const found of pattern.matchAll(SEGMENT)) {
    const [whole, slash = '', name, group, bare, modifier = ''] = found;
    expression += RE2JS.quote(pattern.slice(at, found.index));
    at = found.index + whole.length;
    names.push(name ?? String(names.length));
    const inner = (group ?? bare ?? '([^/#?]+?)').replace(/^\(/, '(?:');
    if (modifier === '' || modifier === '?') expression += `(?:${slash}(${inner}))${modifier}`;
    else expression += `(?:${slash}(${inner}(?:/${inner})*))${modifier === '*' ? '?' : ''}`;
  }
  const compiled = RE2JS.compile(`^${expression}${RE2JS.quote(pattern.slice(at))}/?$`, RE2JS.CASE_INSENSITIVE);
  return paths.flatMap((path) => {
    const matcher = compiled.matcher(path);
    if (!matcher.find()) return [];
    const parameters = names.flatMap((name, index) => {
      const value = matcher.group(index + 1);
      return value === null || value === undefined ? [] : [[name, value] as const];
    });
    return [{ ...Object.fromEntries(parameters), _path: path, _dir: posix.dirname(path) }];
  });
}
