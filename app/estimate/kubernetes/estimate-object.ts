import { freeReason } from '#app/catalog/kubernetes/free-kinds.ts';
import { indirectReason } from '#app/kubernetes/indirect-reason.ts';
import { kindRole } from '#app/kubernetes/known-kinds.ts';
import { addressOf, type ManifestObject } from '#app/kubernetes/manifest-object.ts';
import { at } from '#app/kubernetes/manifest-value.ts';
import { readClaim } from '#app/kubernetes/volume-claims.ts';
import { completeness, knownCost } from '../amounts.ts';
import type { ResourceEstimate } from '../estimate.ts';
import { ONCE } from './cloud-rows.ts';
import { rangeOf } from './cost-range.ts';
import { type CostRow, costRow } from './cost-row.ts';
import { loadBalancerRows } from './load-balancer-rows.ts';
import { identityOf, type ObjectContext, worstState } from './object-context.ts';
import { storageRows } from './storage-rows.ts';

/** What an object that runs no pods costs: a volume, a load balancer, nothing, or nobody knows. */
export function estimateObject(object: ManifestObject, context: ObjectContext): ResourceEstimate {
  const answer = kindRole(object);
  if ('unknownVersion' in answer) return unsupported(object, { reason: answer.unknownVersion, context });
  if (answer.role === 'claim') return claimEstimate(object, context);
  if (answer.role === 'service' || answer.role === 'ingress' || answer.role === 'gateway') {
    const found = loadBalancerRows(object, context);
    if ('free' in found) return freeObject(object, { reason: found.free, context });
    if ('unclear' in found) return unpricedObject(object, { reason: found.unclear, context });
    return pricedObject(object, found.rows, context);
  }
  const free = freeReason(object);
  if (free !== null) return freeObject(object, { reason: free, context });
  const project = context.followed?.get(addressOf(object));
  if (project !== undefined) return freeObject(object, { reason: `what it deploys is counted as ${project}`, context });
  const indirect = indirectReason(object);
  if (indirect !== null) return unsupported(object, { reason: indirect, context });
  const version = object.group === '' ? object.version : `${object.group}/${object.version}`;
  return unsupported(object, { reason: `${version} ${object.kind} is not estimated`, context });
}

function claimEstimate(object: ManifestObject, context: ObjectContext): ResourceEstimate {
  const claim = readClaim(at(object.value, 'spec'), object.name);
  const found = storageRows({ claim, pods: ONCE, path: [] }, context);
  if ('free' in found) return freeObject(object, { reason: found.free, context });
  return pricedObject(object, found.rows, context);
}

function pricedObject(object: ManifestObject, rows: readonly CostRow[], context: ObjectContext): ResourceEstimate {
  const components = rows.map((row) => row.component);
  const support = worstState(components);
  const range = rangeOf(rows, context.currency);
  return {
    ...identityOf(object, context),
    support,
    components,
    ...completeness(components, { support, currency: context.currency }),
    ...(range ? { range } : {}),
  };
}

/** Something is billed, and nobody can say what. */
function unpricedObject(object: ManifestObject, { reason, context }: Reasoned): ResourceEstimate {
  const draft = { name: 'Load balancer', unit: 'hours', quantity: { usage: reason }, rate: { unpriced: reason } };
  return pricedObject(object, [costRow(draft, context)], context);
}

interface Reasoned {
  readonly reason: string;
  readonly context: ObjectContext;
}

/** An object that something else counts already. */
export function countedElsewhere(object: ManifestObject, by: string, context: ObjectContext): ResourceEstimate {
  return freeObject(object, { reason: `${by} deploys it and counts it`, context });
}

function freeObject(object: ManifestObject, { reason, context }: Reasoned): ResourceEstimate {
  const nothing = { components: [], monthlyCost: knownCost([], context.currency), complete: true };
  return { ...identityOf(object, context), support: 'free', reason, ...nothing };
}

function unsupported(object: ManifestObject, { reason, context }: Reasoned): ResourceEstimate {
  const nothing = { components: [], monthlyCost: null, complete: false };
  return { ...identityOf(object, context), support: 'unsupported', reason, ...nothing };
}
