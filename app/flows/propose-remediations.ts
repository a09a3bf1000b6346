import type { WantedPullRequest } from '#app/github/ensure-pull-requests.ts';
import type { Finding } from '#app/remediation/finding.ts';
import type { CodeFinding } from '#app/remediation/group-findings.ts';
import { type CloudFinding, cloudFindingId } from '#app/remediation/make-plan.ts';
import type { EstimateInputsDeps } from './estimate-inputs.ts';
import { cloudFinding } from './find-in-cloud.ts';
import type { FindRequest } from './find-remediations.ts';
import { planFileOf } from './plan-file-of.ts';
import { proveEdit } from './prove-edits.ts';
import { branchOf, type RequestTarget, remediationRequest } from './remediation-request.ts';

/** What was found, and where it shall be proposed. */
export interface ProposeRequest {
  readonly code: readonly CodeFinding[];
  readonly cloud: readonly CloudFinding[];
  readonly found: FindRequest;
  readonly target: RequestTarget;
  /** Who makes the plans, `finops 0.1.0`. */
  readonly createdBy: string;
}

export interface ProposeDeps {
  readonly estimating: EstimateInputsDeps;
  /** Title and body of the pull request of a finding. */
  readonly words: (finding: Finding) => { readonly title: string; readonly body: string };
}

/**
 * A pull request for each finding that can be edited or planned, the largest saving first; each edit is proven, and each
 * plan made, only when its turn comes. Nothing is published.
 */
export function proposeRemediations(request: ProposeRequest, deps: ProposeDeps): readonly WantedPullRequest[] {
  const editable = request.code.filter((each) => each.finding.edits.kind === 'literals');
  return [
    ...editable.map((each) => codeProposal(each, { request, deps })),
    ...request.cloud.map((each) => planProposal(each, { request, deps })),
  ];
}

interface Place {
  readonly request: ProposeRequest;
  readonly deps: ProposeDeps;
}

function codeProposal(code: CodeFinding, { request, deps }: Place): WantedPullRequest {
  const { finding } = code;
  const { target, found } = request;
  return {
    id: finding.id,
    branch: branchOf(finding.id),
    make() {
      const proof = proveEdit(found, code, deps.estimating);
      if (proof.kind === 'refuted') return { outcome: 'refuted', reason: proof.reason };
      const files = new Map(
        [...proof.files].map(([path, after]) => [path, { before: decoded(target.tree.read(path)), after }] as const),
      );
      return remediationRequest({ id: finding.id, files, ...deps.words(finding) }, target);
    },
  };
}

/** A plan is written once: one that is open for review is not made anew, which would void its approvals. */
function planProposal(cloud: CloudFinding, { request, deps }: Place): WantedPullRequest {
  const { target, found, createdBy } = request;
  const { id, path, text, holds } = planFileOf(cloud, {
    ...{ tree: target.tree, settings: found.settings, now: target.now, createdBy },
  });
  return {
    id: cloudFindingId(cloud),
    branch: branchOf(id),
    make() {
      if (holds) return { outcome: 'planned', reason: path };
      const files = new Map([[path, { before: null, after: text }]]);
      return remediationRequest({ id, files, keepOpen: true, ...deps.words(cloudFinding(cloud)) }, target);
    },
  };
}

function decoded(content: Uint8Array | null): string | null {
  return content && new TextDecoder('utf-8', { ignoreBOM: true }).decode(content);
}
