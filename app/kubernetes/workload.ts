import type { ManifestObject } from './manifest-object.ts';
import type { ManifestValue } from './manifest-value.ts';
import type { PodRequest } from './pod-request.ts';
import type { VolumeClaim } from './volume-claims.ts';

/** How many of a workload's pods run, as the manifests state it. */
export type Running = ReplicaRunning | DaemonRunning | JobRunning;

export interface ReplicaRunning {
  readonly by: 'replicas';
  readonly minimum: number;
  /** The stated number within the autoscaler's bounds, else the fewest. */
  readonly expected: number;
  readonly maximum: number;
  /** `HorizontalPodAutoscaler web`, null where nothing scales it. */
  readonly scaledBy: string | null;
}

/** One pod on each node that its selector and tolerations admit. */
export interface DaemonRunning {
  readonly by: 'nodes';
}

export interface JobRunning {
  readonly by: 'runs';
  /** Runs in a month of 730 hours; null for a job that runs once. */
  readonly runsPerMonth: number | null;
  /** Pods that run to their end in each run. */
  readonly podsPerRun: number;
  readonly parallelism: number;
  /** No run may last longer; null where nothing limits it. */
  readonly deadlineSeconds: number | null;
  /** True where a run is not started while another goes on. */
  readonly exclusive: boolean;
}

/** Something that runs pods. */
export interface Workload {
  readonly object: ManifestObject;
  /** Which pods of a custom resource it is; empty where the object has only one kind of pods. */
  readonly part: string;
  /** The pod's spec, for selectors and tolerations. */
  readonly spec: ManifestValue;
  readonly pod: PodRequest;
  /** With a vertical autoscaler: the least and the most it may request; the same as `pod` without one. */
  readonly bounds: { readonly minimum: PodRequest['requests']; readonly maximum: PodRequest['requests'] };
  readonly running: Running;
  /** Volumes that each pod brings: claim templates and generic ephemeral volumes. */
  readonly claims: readonly VolumeClaim[];
  /** Why it cannot be costed at all (`replicas is 2^31`); null where it can. */
  readonly invalid: string | null;
  /** Set where another object says better what runs (`scaled by Rollout web`). */
  readonly notes: readonly string[];
}
