import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a rule is shown by: the files of its tested case that is denied, and of the one that passes. */
export interface RuleCase {
  /** `finops.yml`, without its version. */
  readonly config: string;
  /** Name of the environment that the case is judged in, null when it has none. */
  readonly environment: string | null;
  readonly deny: readonly CaseFile[];
  readonly pass: readonly CaseFile[];
}

interface CaseFile {
  /** `planned/main.tf`. */
  readonly path: string;
  readonly text: string;
}

/** The case of a rule in test/policies/cases, where every one is run through the gate. */
export function readCase(cases: string, rule: string): RuleCase {
  const folder = join(cases, rule);
  const own = join(folder, 'deny/finops.yml');
  const config = readFileSync(existsSync(own) ? own : join(folder, 'finops.yml'), 'utf8');
  return {
    config: config
      .split('\n')
      .filter((line) => !/^(#|version:)/.test(line))
      .join('\n')
      .replaceAll(/"([\w.-]+)"/g, '$1')
      .trim(),
    environment: /^# workspace: (\S+)/.exec(config)?.[1] ?? null,
    deny: filesOf(join(folder, 'deny')),
    pass: filesOf(join(folder, 'pass')),
  };
}

/** The prior side first, then the planned one, then what stands around them. */
function filesOf(folder: string): readonly CaseFile[] {
  const order = ['prior', 'planned', 'around.json'];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'finops.yml')
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort((a, b) => order.indexOf(a.split('/')[0] ?? '') - order.indexOf(b.split('/')[0] ?? '') || (a < b ? -1 : 1))
    .map((path) => ({ path, text: shortened(path, readFileSync(join(folder, path), 'utf8')) }));
}

/** Without the provider's block, which is the same in all. */
function shortened(path: string, text: string): string {
  if (!path.endsWith('.tf')) return text.trim();
  const without = text.replace(/^provider "\w+" \{\n(?: {2}(?:region|features|project)\b[^\n]*\n)*\}\n+/gm, '');
  return (without.trim() === '' ? text : without).trim();
}
