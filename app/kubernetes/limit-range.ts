import type { ContainerDefaults, FieldProblem } from './container-resources.ts';
import { readAmounts } from './container-resources.ts';
import type { ManifestObject } from './manifest-object.ts';
import { listAt, type ManifestValue, textAt } from './manifest-value.ts';

/**
 * What a `LimitRange` gives to containers: `default` falls back on `max`, `defaultRequest` on `default`, then on `min`.
 * kubernetes `pkg/apis/core/v1/defaults.go` SetDefaults_LimitRangeItem (read 2026-11-25).
 */
export function containerDefaults(range: ManifestObject, problems: FieldProblem[]): readonly ContainerDefaults[] {
  return listAt(range.value, 'spec.limits')
    .filter((item) => textAt(item, 'type') === 'Container')
    .map((item) => {
      const read = (path: string) => amountsAt(item, { path, owner: range.name, problems });
      const limits = new Map([...read('max'), ...read('default')]);
      return { limits, requests: new Map([...read('min'), ...limits, ...read('defaultRequest')]) };
    });
}

function amountsAt(
  item: ManifestValue,
  reading: { readonly path: string; readonly owner: string; readonly problems: FieldProblem[] },
) {
  return readAmounts(item, { ...reading, unreadable: [] });
}
