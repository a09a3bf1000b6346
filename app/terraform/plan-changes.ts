import { isRecord } from './json-record.ts';
import type { ResourceChange } from './resource.ts';
import type { MarkTree } from './unknown-values.ts';

/** What a plan says it does with one instance. */
export interface Change {
  readonly action: ResourceChange;
  readonly unknown: MarkTree;
  readonly sensitiveBefore: MarkTree;
  readonly sensitiveAfter: MarkTree;
}

/** `resource_changes` by address. Deposed objects are left out: they share the address of what has replaced them. */
export function readChanges(changes: unknown): ReadonlyMap<string, Change> {
  const result = new Map<string, Change>();
  for (const each of Array.isArray(changes) ? changes : []) {
    if (!isRecord(each) || !isRecord(each['change']) || typeof each['address'] !== 'string') continue;
    if (each['deposed'] !== undefined) continue;
    const { change } = each;
    const actions = change['actions'];
    result.set(each['address'], {
      action: actionOf(Array.isArray(actions) ? actions : []),
      unknown: change['after_unknown'] as MarkTree,
      sensitiveBefore: change['before_sensitive'] as MarkTree,
      sensitiveAfter: change['after_sensitive'] as MarkTree,
    });
  }
  return result;
}

/** `forget` (a `removed` block) takes a resource out of the configuration's hands, as a deletion does. */
function actionOf(actions: readonly unknown[]): ResourceChange {
  const [only] = actions;
  if (actions.length === 1 && (only === 'create' || only === 'update' || only === 'delete')) return only;
  if (actions.includes('create') && (actions.includes('delete') || actions.includes('forget'))) return 'replace';
  for (const action of ['create', 'update', 'delete'] as const) if (actions.includes(action)) return action;
  return actions.includes('forget') ? 'delete' : 'no-op';
}
