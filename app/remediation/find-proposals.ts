import type { ResourceEstimate } from '#app/estimate/estimate.ts';
import type { MachineSpec } from '#app/pricing/price.ts';
import type { CodeRemedy, Proposal } from './remedy.ts';
import type { RemediationSettings } from './settings.ts';

/** What a remedy says of a resource. */
export interface Proposed {
  readonly remedy: CodeRemedy;
  readonly resource: ResourceEstimate;
  readonly proposal: Proposal;
}

/** What the remedies say of the resources of one project, in the order of the remedies. */
export function findProposals(
  resources: readonly ResourceEstimate[],
  with_: {
    readonly remedies: readonly CodeRemedy[];
    readonly settings: RemediationSettings;
    readonly machine: (type: string) => MachineSpec | null;
  },
): readonly Proposed[] {
  const { settings, machine } = with_;
  const isIgnored = matcherOf(settings.ignore);
  const wanted = with_.remedies.filter((each) => settings.remedies?.includes(each.id) ?? true);
  const context = { settings, machine, siblings: resources };
  return wanted.flatMap((remedy) =>
    resources
      .filter((resource) => resource.resource && remedy.types.includes(resource.type) && !isIgnored(resource.address))
      // Its owner makes and ends such a machine; a change would be undone, or fought over.
      .filter((resource) => !isOwnedByScaler(resource))
      .flatMap((resource): readonly Proposed[] => {
        if (resource.tags?.values['finops:hold'] !== undefined) return [];
        const proposal = remedy.propose(resource, context);
        return proposal ? [{ remedy, resource, proposal }] : [];
      }),
  );
}

function isOwnedByScaler({ tags }: ResourceEstimate): boolean {
  return Object.keys(tags?.values ?? {}).some((key) => /^(karpenter\.sh\/|aws:autoscaling:)/.test(key));
}

/** Patterns with `*`; linear in time. */
function matcherOf(patterns: readonly string[]): (address: string) => boolean {
  const parts = patterns.map((pattern) => pattern.split('*'));
  return (address) => parts.some((pieces) => matches(address, pieces));
}

function matches(address: string, [first = '', ...rest]: readonly string[]): boolean {
  const last = rest.pop();
  if (last === undefined) return address === first;
  if (!address.startsWith(first)) return false;
  let at = first.length;
  for (const piece of rest) {
    const found = address.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return address.length - last.length >= at && address.endsWith(last);
}
