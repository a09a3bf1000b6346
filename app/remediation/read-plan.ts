import { LineCounter, parseDocument, stringify, visit } from 'yaml';
import { ConfigError, InputError } from '#app/errors.ts';
import { actionNamed } from './actions/registry.ts';
import { digestOf } from './canonical.ts';
import type { CloudAction } from './cloud-action.ts';
import { PlanFile } from './plan-file.ts';

/** Longer than any plan that is made; a longer one is not read. */
const MOST_BYTES = 64 * 1024;

/** A plan that is what it says: its fields, its digest, its steps and its target fit each other. */
export interface CheckedPlan {
  readonly plan: PlanFile;
  readonly action: CloudAction;
}

/** The plan in the text of a file that anybody may have written. @throws InputError with line and remedy. */
export function readPlan(text: string, file: string): CheckedPlan {
  const remedy = 'make the plan again with finops remediate plan';
  if (Buffer.byteLength(text) > MOST_BYTES)
    throw new InputError(`a plan has at most ${MOST_BYTES} bytes`, { place: { file }, remedy });
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, schema: 'core', uniqueKeys: true, version: '1.2' });
  const [broken] = document.errors;
  if (broken) {
    const { line, col: column } = lines.linePos(broken.pos[0]);
    throw new InputError(broken.message.split('\n')[0] ?? 'not YAML', { place: { file, line, column }, remedy });
  }
  // What is written twice in one place may be read as one thing and executed as another.
  visit(document, {
    Alias: () => {
      throw new InputError('a plan has no YAML aliases', { place: { file }, remedy });
    },
  });
  const parsed = PlanFile.safeParse(document.toJS({ maxAliasCount: 0 }));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const path = issue?.path.join('.') ?? '';
    const message = `${path === '' ? 'the plan' : path}: ${issue?.message ?? 'is not understood'}`;
    throw new InputError(message, { place: { file }, remedy, cause: parsed.error });
  }
  return { plan: parsed.data, action: checked(parsed.data, { file, remedy }) };
}

function checked(plan: PlanFile, at: { readonly file: string; readonly remedy: string }): CloudAction {
  const refuse = (message: string): InputError =>
    new InputError(message, { place: { file: at.file }, remedy: at.remedy });
  const action = actionNamed(plan.action.id);
  if (!action) throw refuse(`there is no action ${plan.action.id}`);
  if (!action.idPattern.test(plan.resource.id)) throw refuse(`${plan.resource.id} is no id for ${action.id}`);
  const params = action.params.safeParse(plan.action.params);
  if (!params.success) throw refuse(`action.params: ${params.error.issues[0]?.message}`);
  if (digestOf(plan.action.steps) !== digestOf(action.steps(params.data)))
    throw refuse(`the steps are not those of ${action.id}`);
  const { state, fingerprint } = plan.preconditions;
  if (fingerprintOf({ state, tags: plan.resource.tags }) !== fingerprint)
    throw refuse('the fingerprint is not that of state and tags');
  if (planDigest(plan) !== plan.digest) throw refuse('the digest is not that of the plan: it was changed');
  if (Date.parse(plan.expires) <= Date.parse(plan.createdAt)) throw refuse('the plan expires before it was made');
  return action;
}

/** `sha256:…` over everything in a plan but its digest. */
export function planDigest(plan: Omit<PlanFile, 'digest'> & { readonly digest?: string }): string {
  const { digest: _, ...rest } = plan;
  return digestOf(rest);
}

/** `sha256:…` over what was observed of a resource. */
export function fingerprintOf(observed: {
  readonly state: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
}): string {
  return digestOf({ state: observed.state, tags: observed.tags });
}

/** A plan as the text of its file, with its digest. */
export function writePlan(plan: Omit<PlanFile, 'digest'>): string {
  const whole: PlanFile = { ...plan, digest: planDigest(plan) };
  const head = '# Made by finops remediate plan. Merging it approves it; any change to it makes it void.\n';
  return `${head}${stringify(whole, { lineWidth: 0 })}`;
}

/** Path of a plan in a repository. */
export function planPath(id: string): string {
  return `.finops/plans/${id}.yml`;
}

/** The id in the path of a plan. @throws ConfigError for a path that is none. */
export function planIdOf(path: string): string {
  const id = /^\.finops\/plans\/([a-z0-9-]{1,80}-[0-9a-f]{10})\.yml$/.exec(path)?.[1];
  if (id) return id;
  throw new ConfigError(`${path} is no plan`, { remedy: 'name a file .finops/plans/ID.yml from the repository root' });
}
