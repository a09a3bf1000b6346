import type { Block, Expression } from '#app/hcl/syntax-tree.ts';
import { attributeOf } from './module-files.ts';

/**
 * What of a path `lifecycle { ignore_changes }` of a resource covers, as it is written there; null where it covers none.
 * https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle (read 2026-11-26).
 */
export function ignoredChange(block: Block, path: readonly (string | number)[]): string | null {
  for (const lifecycle of block.body.blocks.filter((each) => each.type === 'lifecycle')) {
    const ignored = attributeOf(lifecycle, 'ignore_changes')?.expression;
    if (!ignored) continue;
    if (ignored.kind !== 'tuple') return 'all';
    for (const item of ignored.items) {
      const steps = stepsOf(item);
      const isCovered = steps.every((step, at) => path[at] === undefined || String(step) === String(path[at]));
      if (isCovered) return steps.join('.');
    }
  }
  return null;
}

function stepsOf(item: Expression): readonly (string | number)[] {
  if (item.kind === 'traversal')
    return [item.root, ...item.steps.map((step) => (step.kind === 'attribute' ? step.name : step.key))];
  // The form of Terraform 0.11, `["tags"]`.
  const [part] = item.kind === 'template' ? item.parts : [];
  return part?.kind === 'text' ? part.text.split('.') : [];
}
