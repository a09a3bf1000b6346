import type { Diagnostic } from '#app/errors.ts';
import type { ContainerDefaults, FieldProblem } from './container-resources.ts';
import { readAmounts } from './container-resources.ts';
import { type KindRole, kindRole } from './known-kinds.ts';
import { containerDefaults } from './limit-range.ts';
import { addressOf, type ManifestObject } from './manifest-object.ts';
import { at, type ManifestValue, textAt } from './manifest-value.ts';
import { operatorParts } from './operators/registry.ts';
import { type PodRequest, podRequest } from './pod-request.ts';
import { partRunning, type RunningAnswer, readRunning } from './running.ts';
import { readScalers, type Scaler, scalerKey } from './scalers.ts';
import { shrunkDeployments } from './shrunk-deployments.ts';
import { readVerticalScalers, type VerticalScaler, verticalBounds } from './vertical-scalers.ts';
import { ephemeralClaims, readClaim, templateClaims, type VolumeClaim } from './volume-claims.ts';
import type { Workload } from './workload.ts';

export interface Workloads {
  readonly workloads: readonly Workload[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What the other objects of the manifests say about every pod. */
interface Neighbours {
  readonly objects: ReadonlyMap<string, ManifestObject>;
  readonly scalers: ReadonlyMap<string, Scaler>;
  readonly verticals: ReadonlyMap<string, VerticalScaler>;
  /** Rollouts that scale the Deployment they refer to down to nothing, by the Deployment's address. */
  readonly shrunk: ReadonlyMap<string, string>;
  readonly defaults: ReadonlyMap<string, readonly ContainerDefaults[]>;
  readonly diagnostics: Diagnostic[];
}

const POD_ROLES: ReadonlySet<KindRole> = new Set(['pod', 'replicas', 'stateful-set', 'daemon-set', 'job', 'cron-job']);

/** The objects that run pods, each with its effective request and how many pods it runs. */
export function readWorkloads(objects: readonly ManifestObject[]): Workloads {
  const scalers = readScalers(objects);
  const diagnostics: Diagnostic[] = [...scalers.diagnostics];
  const around: Neighbours = {
    objects: new Map(objects.map((object) => [addressOf(object), object])),
    scalers: scalers.byTarget,
    verticals: readVerticalScalers(objects),
    shrunk: shrunkDeployments(objects),
    defaults: defaultsByNamespace(objects, diagnostics),
    diagnostics,
  };
  return { workloads: objects.flatMap((object) => workloadsOf(object, around)), diagnostics };
}

function workloadsOf(object: ManifestObject, around: Neighbours): readonly Workload[] {
  const answer = kindRole(object);
  if ('role' in answer && POD_ROLES.has(answer.role)) {
    const { role } = answer;
    const scaler = around.scalers.get(scalerKey(object));
    return [
      workloadOf(object, {
        part: '',
        spec: podSpecOf(object, { role, around }),
        running: readRunning(object, { role, scaler, shrunkBy: around.shrunk.get(addressOf(object)) }),
        claims: templateClaims(object.value),
        around,
      }),
    ];
  }
  return (operatorParts(object) ?? []).map((part) =>
    workloadOf(object, {
      part: part.name,
      spec: part.podSpec,
      running: partRunning(part),
      claims: part.claims.map((claim) => readClaim(claim.spec, claim.name)),
      around,
    }),
  );
}

interface Draft {
  readonly part: string;
  readonly spec: ManifestValue | undefined;
  readonly running: RunningAnswer;
  readonly claims: readonly VolumeClaim[];
  readonly around: Neighbours;
}

function workloadOf(object: ManifestObject, draft: Draft): Workload {
  const { around, running } = draft;
  const spec = draft.spec ?? null;
  const overhead = overheadOf(spec, { object, around });
  const defaults = { containers: around.defaults.get(object.namespace) ?? [], overhead };
  const pod = podRequest(spec, defaults);
  const invalid = spec === null ? withoutTemplate(object) : (running.invalid ?? withoutContainers(pod));
  report([...pod.problems, ...problemsOf(running, invalid)], { object, around });
  return {
    object,
    part: draft.part,
    spec,
    pod,
    bounds: boundsOf(pod, { spec, defaults, vertical: around.verticals.get(scalerKey(object)) }),
    running: running.running,
    claims: [...draft.claims, ...ephemeralClaims(spec)],
    invalid,
    notes: [...running.notes, ...verticalNotes(object, around)],
  };
}

/** What the manifest requests is not what a vertical autoscaler without bounds leaves of it. */
function verticalNotes(object: ManifestObject, { verticals }: Neighbours): readonly string[] {
  const vertical = verticals.get(scalerKey(object));
  return vertical ? [`VerticalPodAutoscaler ${vertical.name} changes its requests`] : [];
}

function withoutTemplate(object: ManifestObject): string {
  const target = textAt(object.value, 'spec.workloadRef.name');
  return target === undefined ? 'it states no pod template' : `workloadRef ${target} is not among the manifests`;
}

function withoutContainers(pod: PodRequest): string | null {
  return pod.containers.length > 0 ? null : 'its pod has no list of containers';
}

function problemsOf(running: RunningAnswer, invalid: string | null): readonly FieldProblem[] {
  const never = running.notes.filter((note) => note.includes('never runs'));
  return [
    ...(invalid === null ? [] : [{ severity: 'error', message: invalid } as const]),
    ...never.map((message) => ({ severity: 'warning', message }) as const),
  ];
}

function report(
  problems: readonly FieldProblem[],
  at_: { readonly object: ManifestObject; readonly around: Neighbours },
): void {
  for (const problem of problems) at_.around.diagnostics.push(atObject(problem, at_.object));
}

/** Where each kind keeps the spec of its pods; a Rollout may point to a workload that has it. */
function podSpecOf(
  object: ManifestObject,
  by: { readonly role: KindRole; readonly around: Neighbours },
): ManifestValue | undefined {
  if (by.role === 'pod') return at(object.value, 'spec');
  if (by.role === 'cron-job') return at(object.value, 'spec.jobTemplate.spec.template.spec');
  const own = at(object.value, 'spec.template.spec');
  const target = textAt(object.value, 'spec.workloadRef.name');
  if (own !== undefined || target === undefined) return own;
  const kind = textAt(object.value, 'spec.workloadRef.kind') ?? 'Deployment';
  return at(by.around.objects.get(`${object.namespace}/${kind}/${target}`)?.value, 'spec.template.spec');
}

/** Admission copies the overhead of the pod's RuntimeClass into it. */
function overheadOf(
  spec: ManifestValue,
  by: { readonly object: ManifestObject; readonly around: Neighbours },
): PodRequest['requests'] {
  const name = textAt(spec, 'runtimeClassName');
  if (name === undefined || at(spec, 'overhead') !== undefined) return new Map();
  const runtimeClass = by.around.objects.get(`RuntimeClass/${name}`);
  if (!runtimeClass) {
    const message = `RuntimeClass ${name} is not among the manifests: its overhead is not counted`;
    by.around.diagnostics.push(atObject({ severity: 'warning', message }, by.object));
    return new Map();
  }
  const problems: FieldProblem[] = [];
  return readAmounts(runtimeClass.value, { path: 'overhead.podFixed', owner: name, problems, unreadable: [] });
}

/** A vertical autoscaler replaces what the manifest requests by something between its bounds. */
function boundsOf(
  pod: PodRequest,
  by: {
    readonly spec: ManifestValue;
    readonly defaults: Parameters<typeof podRequest>[1];
    readonly vertical: VerticalScaler | undefined;
  },
): Workload['bounds'] {
  if (!by.vertical) return { minimum: pod.requests, maximum: pod.requests };
  return {
    minimum: podRequest(verticalBounds(by.spec, { scaler: by.vertical, bound: 'minimum' }), by.defaults).requests,
    maximum: podRequest(verticalBounds(by.spec, { scaler: by.vertical, bound: 'maximum' }), by.defaults).requests,
  };
}

function defaultsByNamespace(
  objects: readonly ManifestObject[],
  diagnostics: Diagnostic[],
): ReadonlyMap<string, readonly ContainerDefaults[]> {
  const byNamespace = new Map<string, readonly ContainerDefaults[]>();
  // Admission asks them in no certain order: here in that of their names, whatever the order of the documents.
  const ranges = objects.filter((object) => object.kind === 'LimitRange' && object.group === '');
  for (const object of ranges.toSorted(byAddress)) {
    const problems: FieldProblem[] = [];
    const defaults = containerDefaults(object, problems);
    byNamespace.set(object.namespace, [...(byNamespace.get(object.namespace) ?? []), ...defaults]);
    for (const problem of problems) diagnostics.push(atObject(problem, object));
  }
  return byNamespace;
}

function byAddress(a: ManifestObject, b: ManifestObject): number {
  return addressOf(a) < addressOf(b) ? -1 : 1;
}

function atObject(problem: FieldProblem, object: ManifestObject): Diagnostic {
  return {
    severity: problem.severity,
    message: `${addressOf(object)}: ${problem.message}`,
    place: { file: object.source.file, line: object.source.startLine },
  };
}
