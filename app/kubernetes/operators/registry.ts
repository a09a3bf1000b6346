import type { ManifestObject } from '../manifest-object.ts';
import { elastic } from './elastic.ts';
import { scaledJob } from './keda.ts';
import { knativeService } from './knative.ts';
import { leaderWorkerSet } from './leader-worker-set.ts';
import type { Operator, OperatorPart } from './operator-part.ts';
import { cloudNativePg, zalandoPostgres } from './postgres.ts';
import { prometheus } from './prometheus.ts';
import { ray } from './ray.ts';
import { strimzi } from './strimzi.ts';

/** Operators whose custom resources say which pods they run. */
export const operators: readonly Operator[] = [
  cloudNativePg,
  elastic,
  knativeService,
  leaderWorkerSet,
  prometheus,
  ray,
  scaledJob,
  strimzi,
  zalandoPostgres,
];

/** The pods that an operator runs for the object; null for a kind that no adapter knows. */
export function operatorParts(object: ManifestObject): readonly OperatorPart[] | null {
  const operator = operators.find((each) => each.group === object.group && each.kinds.includes(object.kind));
  return operator ? operator.parts(object.value, object.kind) : null;
}
