import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '#app/errors.ts';
import { type ProvenEdit, proveEdit } from '#app/flows/prove-edits.ts';
import type { CodeFinding } from '#app/remediation/group-findings.ts';
import { lineDiff } from '#reports/line-diff.ts';
import type { Invocation, World } from './command.ts';
import { type FoundInCode, findInCode, findingOf } from './remediate-kit.ts';
import { openPullRequests } from './remediate-requests.ts';
import { chosenFormat, writeResult } from './result.ts';

const FINDING_ID = /^[a-z0-9-]+-[0-9a-f]{10}$/;

/** A finding whose edit was proven, or why it was not. */
export interface PlannedFinding {
  readonly code: CodeFinding;
  readonly proof: ReturnType<typeof proveEdit>;
}

/**
 * `finops remediate plan [ID] [PATH…]`: shows the edits, proven; with an ID its files are written, with `--pull-request`
 * pull requests are opened instead.
 */
export async function remediatePlan(invocation: Invocation, world: World): Promise<number> {
  const format = chosenFormat(invocation, ['text', 'json']);
  const [first = '', ...others] = invocation.positionals;
  const id = FINDING_ID.test(first) ? first : null;
  const found = await findInCode({ ...invocation, positionals: id === null ? invocation.positionals : others }, world);
  const wanted = id === null ? found.findings : [findingOf(id, found)];
  if (invocation.values['pull-request'] === true) {
    const lines = await openPullRequests(wanted, { found, world });
    writeResult(format === 'json' ? JSON.stringify(lines, null, 2) : requestLines(lines), invocation, world);
    return 0;
  }
  const planned = wanted.map((code) => ({ code, proof: proveEdit(found.found, code, found.deps) }));
  const [only] = planned;
  if (id !== null && only) {
    if (only.proof.kind === 'refuted') {
      throw new ConfigError(`${id} is not written: ${only.proof.reason}`, { remedy: 'change it by hand' });
    }
    for (const [file, text] of only.proof.files) writeFileSync(join(found.repository.root, file), text);
  }
  const text =
    format === 'json'
      ? JSON.stringify(
          planned.map((each) => planJson(each, found)),
          null,
          2,
        )
      : null;
  writeResult(text ?? planned.map((each) => planText(each, found)).join('\n'), invocation, world);
  return 0;
}

function planText({ code, proof }: PlannedFinding, found: FoundInCode): string {
  const { id, reason } = code.finding;
  if (proof.kind === 'refuted') return `# ${id}: not written: ${proof.reason}\n`;
  return `# ${id}: ${reason}\n${diffOf(proof, found)}`;
}

function planJson({ code, proof }: PlannedFinding, found: FoundInCode) {
  const { id, remedy } = code.finding;
  if (proof.kind === 'refuted') return { id, remedy, planned: false, reason: proof.reason };
  return { id, remedy, planned: true, files: [...proof.files.keys()], diff: diffOf(proof, found) };
}

function diffOf({ files }: ProvenEdit, { repository }: FoundInCode): string {
  return [...files]
    .map(([file, after]) =>
      lineDiff({ file, before: new TextDecoder().decode(repository.tree.read(file) ?? new Uint8Array()), after }),
    )
    .join('');
}

function requestLines(lines: Awaited<ReturnType<typeof openPullRequests>>): string {
  if (lines.length === 0) return 'Nothing to propose.';
  return lines
    .map(({ id, outcome, url, reason }) => [id, outcome, url ?? reason ?? ''].join('  ').trimEnd())
    .join('\n');
}
