import { entriesAt, listAt, type ManifestValue, textAt } from './manifest-value.ts';
import { parseQuantity } from './quantity.ts';
import type { ResourceAmounts } from './resource-amounts.ts';

/** Something wrong with a field of a pod; `message` names the field. */
export interface FieldProblem {
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

/** What one container asks for, after the defaults. */
export interface ContainerResources {
  readonly name: string;
  readonly requests: ResourceAmounts;
  readonly limits: ResourceAmounts;
  /** An init container that goes on running (`restartPolicy: Always`). */
  readonly sidecar: boolean;
  readonly ports: number;
  /** Resources whose stated quantity cannot be read, so that their amount is not known. */
  readonly unreadable: readonly string[];
}

/** What a `LimitRange` gives to containers that state nothing. */
export interface ContainerDefaults {
  readonly requests: ResourceAmounts;
  readonly limits: ResourceAmounts;
}

/** The containers of a list in a pod's spec, each with its effective requests and limits. */
export function readContainers(
  spec: ManifestValue,
  reading: {
    readonly list: 'containers' | 'initContainers';
    readonly defaults: readonly ContainerDefaults[];
    readonly problems: FieldProblem[];
  },
): readonly ContainerResources[] {
  return listAt(spec, reading.list).map((container, index) => {
    const name = textAt(container, 'name') ?? `${reading.list}[${index}]`;
    const unreadable: string[] = [];
    const read = (field: 'requests' | 'limits'): ResourceAmounts =>
      readAmounts(container, { path: `resources.${field}`, owner: name, problems: reading.problems, unreadable });
    const stated = { requests: read('requests'), limits: read('limits') };
    return {
      name,
      ...withDefaults(stated, { defaults: reading.defaults, unreadable }),
      sidecar: reading.list === 'initContainers' && textAt(container, 'restartPolicy') === 'Always',
      ports: listAt(container, 'ports').length,
      unreadable,
    };
  });
}

/** The amounts at `path`; each that cannot be read is a problem and is named in `unreadable`. */
export function readAmounts(
  value: ManifestValue,
  reading: {
    readonly path: string;
    readonly owner: string;
    readonly problems: FieldProblem[];
    readonly unreadable: string[];
  },
): ResourceAmounts {
  const amounts = new Map();
  for (const [resource, stated] of entriesAt(value, reading.path)) {
    if (stated === null) continue;
    const parsed = parseQuantity(stated, resource);
    const field = `${reading.owner}: ${reading.path}.${resource}`;
    if ('invalid' in parsed) {
      reading.problems.push({ severity: 'error', message: `${field} ${parsed.invalid}` });
      reading.unreadable.push(resource);
      continue;
    }
    if (parsed.warning) reading.problems.push({ severity: 'warning', message: `${field} ${parsed.warning}` });
    amounts.set(resource, parsed.value);
  }
  return amounts;
}

/**
 * A request that is not stated is the limit that is; what is then still missing comes from the namespace's
 * `LimitRange`s in turn. kubernetes `pkg/apis/core/v1/defaults.go` SetDefaults_Pod and
 * `plugin/pkg/admission/limitranger` (read 2026-11-25).
 */
function withDefaults(
  stated: ContainerDefaults,
  by: { readonly defaults: readonly ContainerDefaults[]; readonly unreadable: readonly string[] },
): ContainerDefaults {
  const requests = new Map([...stated.limits, ...stated.requests]);
  const limits = new Map(stated.limits);
  for (const range of by.defaults) {
    for (const [name, amount] of range.requests) if (!requests.has(name)) requests.set(name, amount);
    for (const [name, amount] of range.limits) if (!limits.has(name)) limits.set(name, amount);
  }
  // What was stated but cannot be read must not become a default or a limit.
  for (const name of by.unreadable) requests.delete(name);
  return { requests, limits };
}
