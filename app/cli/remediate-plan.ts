import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ConfigError } from '#app/errors.ts';
import { planFileOf } from '#app/flows/plan-file-of.ts';
import { type ProvenEdit, proveEdit } from '#app/flows/prove-edits.ts';
import type { RequestOutcome } from '#app/github/ensure-pull-requests.ts';
import type { CodeFinding } from '#app/remediation/group-findings.ts';
import { type CloudFinding, cloudFindingId } from '#app/remediation/make-plan.ts';
import { lineDiff } from '#reports/line-diff.ts';
import type { Invocation, World } from './command.ts';
import { type EverythingFound, findEverything, findingNamed } from './remediate-kit.ts';
import { openPullRequests } from './remediate-requests.ts';
import { chosenFormat, writeResult } from './result.ts';
import { versionOf } from './version.ts';

const FINDING_ID = /^[a-z0-9-]+-[0-9a-f]{10}$/;

/** A change that a finding asks for: whole texts by path from the configuration's root, or why there is none. */
interface PlannedChange {
  readonly id: string;
  readonly files: ReadonlyMap<string, string>;
  readonly refusal: string | null;
}

/**
 * `finops remediate plan [ID] [PATH…]`: shows the edits, proven, and the plan files; with an ID they are written, with
 * `--pull-request` pull requests are opened instead.
 */
export async function remediatePlan(invocation: Invocation, world: World): Promise<number> {
  const format = chosenFormat(invocation, ['text', 'json']);
  const [first = '', ...others] = invocation.positionals;
  const id = FINDING_ID.test(first) ? first : null;
  const found = await findEverything(
    { ...invocation, positionals: id === null ? invocation.positionals : others },
    world,
  );
  const wanted = id === null ? { code: found.code, cloud: found.cloud } : only(findingNamed(id, found));
  if (invocation.values['pull-request'] === true) {
    const outcomes = await openPullRequests(wanted, { found, world });
    writeResult(format === 'json' ? JSON.stringify(outcomes, null, 2) : outcomeText(outcomes), invocation, world);
    return 0;
  }
  const changes = [
    ...wanted.code.map((each) => codeChange(each, found)),
    ...wanted.cloud.map((each) => planChange(each, { found, world })),
  ];
  const refused = id === null ? undefined : changes.find((each) => each.refusal !== null);
  if (refused)
    throw new ConfigError(`${refused.id} is not written: ${refused.refusal}`, {
      remedy: 'change it by hand, or leave it',
    });
  const text =
    format === 'json'
      ? JSON.stringify(
          changes.map((each) => changeJson(each, found)),
          null,
          2,
        )
      : changes.map((each) => changeText(each, found)).join('\n') || 'Nothing to propose.';
  if (id !== null) for (const each of changes) write(each, found);
  writeResult(text, invocation, world);
  return 0;
}

function only(named: ReturnType<typeof findingNamed>) {
  return 'code' in named ? { code: [named.code], cloud: [] } : { code: [], cloud: [named.cloud] };
}

function codeChange(code: CodeFinding, { found, deps }: EverythingFound): PlannedChange {
  const { id } = code.finding;
  const proof: ProvenEdit | { readonly kind: 'refuted'; readonly reason: string } = proveEdit(found, code, deps);
  if (proof.kind === 'refuted') return { id, files: new Map(), refusal: proof.reason };
  return { id, files: proof.files, refusal: null };
}

function planChange(
  cloud: CloudFinding,
  { found, world }: { readonly found: EverythingFound; readonly world: World },
): PlannedChange {
  const id = cloudFindingId(cloud);
  const { tree, config } = found.repository;
  const createdBy = `finops ${versionOf(world.home)}`;
  const { path, text, holds } = planFileOf(cloud, { tree, settings: config.remediation, now: world.now, createdBy });
  return holds
    ? { id, files: new Map(), refusal: `${path} stands, and has not expired` }
    : { id, files: new Map([[path, text]]), refusal: null };
}

function write({ files }: PlannedChange, { repository }: EverythingFound): void {
  for (const [file, text] of files) {
    const path = join(repository.root, file);
    if (!existsSync(dirname(path))) mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

function changeText(change: PlannedChange, found: EverythingFound): string {
  if (change.refusal !== null) return `# ${change.id}: not written: ${change.refusal}\n`;
  return `# ${change.id}\n${diffOf(change, found)}`;
}

function changeJson(change: PlannedChange, found: EverythingFound) {
  const { id, refusal } = change;
  if (refusal !== null) return { id, planned: false, reason: refusal };
  return { id, planned: true, files: [...change.files.keys()], diff: diffOf(change, found) };
}

function diffOf({ files }: PlannedChange, { repository }: EverythingFound): string {
  const before = (file: string): string => new TextDecoder().decode(repository.tree.read(file) ?? new Uint8Array());
  return [...files].map(([file, after]) => lineDiff({ file, before: before(file), after })).join('');
}

function outcomeText(outcomes: readonly RequestOutcome[]): string {
  if (outcomes.length === 0) return 'Nothing to propose.';
  const lines = outcomes.map(({ id, outcome, url, reason }) => [id, outcome, url ?? reason ?? ''].join('  ').trimEnd());
  return lines.join('\n');
}
