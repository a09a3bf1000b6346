import { type Difference, difference, type ResourceDifference } from '#app/estimate/difference.ts';
import type { Money } from '#app/measure/money.ts';
import { applyEdits } from '#app/remediation/code-edit.ts';
import type { CodeFinding } from '#app/remediation/group-findings.ts';
import type { WantedChange } from '#app/remediation/remedy.ts';
import { overlayTree } from '#app/source/overlay-tree.ts';
import type { AttributeValue } from '#app/terraform/resource.ts';
import { diagnosticsOf, type EstimateInputsDeps, estimateInputs } from './estimate-inputs.ts';
import type { FindRequest } from './find-remediations.ts';
import { readInputs } from './read-inputs.ts';

/** An edit that was evaluated again and does what was meant, and nothing else. */
export interface ProvenEdit {
  readonly kind: 'proven';
  /** Whole new texts by path. */
  readonly files: ReadonlyMap<string, string>;
  readonly difference: Difference;
  /** Planned minus prior over everything that was read. */
  readonly monthlyChange: Money | null;
}

export type Proof = ProvenEdit | { readonly kind: 'refuted'; readonly reason: string };

/**
 * Makes the edit in memory, reads and estimates everything again, and compares: exactly the resources of the finding may
 * change, in the attributes that were meant, in place; nothing else, no new problem, no replacement.
 * @throws as `readInputs`.
 */
export function proveEdit(
  found: FindRequest,
  { finding, edits, wanted }: CodeFinding,
  deps: EstimateInputsDeps,
): Proof {
  if (finding.edits.kind === 'declined') return { kind: 'refuted', reason: finding.edits.reason };
  const files = new Map<string, string>();
  for (const [file, own] of Map.groupBy(edits, (each) => each.file)) {
    const text = textOf(found, file);
    if (text === null) return { kind: 'refuted', reason: `${file} is not UTF-8 text of this repository` };
    files.set(file, applyEdits(text, own));
  }
  const encoder = new TextEncoder();
  const overlay = new Map([...files].map(([file, text]) => [file, encoder.encode(text)] as const));
  const inputs = readInputs({ ...found.request, tree: overlayTree(found.request.tree, overlay) });
  const { onResource: _, ...rest } = deps;
  const planned = estimateInputs(inputs, rest);
  const change = difference(found.estimate, planned);
  const problem = newProblem(found, planned) ?? unintended(change, wanted);
  if (problem !== null) return { kind: 'refuted', reason: problem };
  return { kind: 'proven', files, difference: change, monthlyChange: change.monthlyCost };
}

/** The text of a file; null for one that would not be the same bytes when written back. */
function textOf({ request }: FindRequest, file: string): string | null {
  const content = request.tree.read(file);
  if (content === null) return null;
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(content);
  return Buffer.from(text).equals(content) ? text : null;
}

function newProblem({ estimate }: FindRequest, planned: FindRequest['estimate']): string | null {
  const before = new Set(diagnosticsOf(estimate).map((each) => each.message));
  const found = diagnosticsOf(planned).find((each) => each.severity === 'error' && !before.has(each.message));
  return found ? `the edited code does not evaluate: ${found.message}` : null;
}

/** What changes that was not meant to; null when only what was meant changes. */
function unintended(change: Difference, wanted: CodeFinding['wanted']): string | null {
  const meant = new Map(wanted.map((each) => [`${each.project}\0${each.address}`, each.changes]));
  const changes = wanted.flatMap((each) => each.changes);
  const added = new Set(changes.flatMap((each) => (each.kind === 'add' ? [each.type] : [])));
  for (const each of change.resources) {
    if (each.change === 'no-op') continue;
    const isAdded = each.change === 'create' && added.has(each.type) && each.planned?.support === 'free';
    if (isAdded) continue;
    const own = meant.get(`${each.project}\0${each.address}`);
    if (!own || each.change !== 'update') return `it would also ${verb(each)} ${each.address} in ${each.project}`;
    const path = strayPath(each, changes);
    if (path !== null) return `it would also change ${path} of ${each.address}`;
  }
  const unchanged = wanted.find((each) => {
    const isSet = each.changes.length === 0 || each.changes.some((one) => one.kind === 'set');
    return isSet && !change.resources.some((one) => one.address === each.address && one.change === 'update');
  });
  return unchanged ? `it would not change ${unchanged.address}` : null;
}

function verb({ change }: ResourceDifference): string {
  return change === 'update' ? 'change' : change;
}

/** The first path that differs between the two sides and is none of those that were meant. */
function strayPath({ prior, planned }: ResourceDifference, changes: readonly WantedChange[]): string | null {
  const allowed = changes.flatMap((each) => (each.kind === 'set' ? [each.attribute.join('.')] : []));
  const paths = differingPaths(prior?.resource?.attributes, planned?.resource?.attributes);
  return paths.find((path) => !allowed.includes(path)) ?? null;
}

function differingPaths(one: AttributeValue | undefined, other: AttributeValue | undefined): readonly string[] {
  if (one === other) return [];
  const isPart = (value: AttributeValue | undefined) => typeof value === 'object' && value !== null;
  if (!isPart(one) || !isPart(other)) return [''];
  const left = one as Readonly<Record<string, AttributeValue>>;
  const right = other as Readonly<Record<string, AttributeValue>>;
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...names].flatMap((name) =>
    differingPaths(left[name], right[name]).map((path) => (path === '' ? name : `${name}.${path}`)),
  );
}
