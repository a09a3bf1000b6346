import { z } from 'zod';
import { ask, type Deps, type RepositoryName } from './client.ts';
import { NotFoundError, NotPermittedError } from './github-error.ts';

export interface LabelsRequest extends RepositoryName {
  readonly number: number;
  /** All labels that are ours: those not wanted are taken off. */
  readonly owned: readonly string[];
  readonly labels: readonly string[];
}

const Labels = z.array(z.object({ name: z.string() }));

/** Leaves exactly the wanted labels among ours; a token that may not is an outcome, not an error. */
export async function ensureLabels(
  request: LabelsRequest,
  deps: Deps,
): Promise<{ readonly outcome: 'updated' | 'unchanged' | 'not-permitted' }> {
  const { owner, repo, number, owned, labels } = request;
  const parameters = { owner, repo, issue_number: number };
  const route = '/repos/{owner}/{repo}/issues/{issue_number}/labels';
  try {
    const query = { ...parameters, per_page: 100 };
    const present = (await ask({ route: `GET ${route}`, parameters: query, schema: Labels }, deps)).map(
      (each) => each.name,
    );
    const missing = labels.filter((name) => !present.includes(name));
    const stale = present.filter((name) => owned.includes(name) && !labels.includes(name));
    if (missing.length > 0) {
      await ask({ route: `POST ${route}`, parameters: { ...parameters, labels: missing }, schema: Labels }, deps);
    }
    for (const name of stale) await removeLabel({ ...parameters, name }, deps);
    return { outcome: missing.length + stale.length > 0 ? 'updated' : 'unchanged' };
  } catch (error) {
    if (error instanceof NotPermittedError) return { outcome: 'not-permitted' };
    throw error;
  }
}

async function removeLabel(parameters: Readonly<Record<string, unknown>>, deps: Deps): Promise<void> {
  const route = 'DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}';
  try {
    await ask({ route, parameters, schema: z.unknown() }, deps);
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
  }
}
