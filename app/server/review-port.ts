import type { Annotation } from '#app/github/check-annotations.ts';
import type { GitHubClient, RepositoryName } from '#app/github/client.ts';
import type { CheckAction, Conclusion } from '#app/github/ensure-check-run.ts';
import type { PullRequest } from '#app/github/pull-request.ts';

/** A group of a merge queue: what would be merged onto the base. */
export interface MergeGroup {
  readonly headSha: string;
  readonly baseSha: string;
  readonly baseRef: string;
  readonly defaultBranch: string;
  readonly isPrivate: boolean;
  /** The queued pull requests, whose overrides apply while their digests hold. */
  readonly pulls: readonly PullRequest[];
}

export type ReviewRequest = RepositoryName &
  ({ readonly kind: 'pull'; readonly pull: PullRequest } | { readonly kind: 'group'; readonly group: MergeGroup });

export interface ReviewDeps {
  /** Speaks for the installation; it retries what may be retried. */
  readonly client: GitHubClient;
}

/** What the gate says of a change, ready to be published. */
export interface ReviewOutcome {
  /** `neutral` when nothing in the change concerns the gate, too. */
  readonly conclusion: Conclusion;
  readonly title: string;
  readonly summary: string;
  /** What stands below the summary on the check run's page: the whole report, as far as it has room. */
  readonly details: string;
  readonly annotations: readonly Annotation[];
  readonly actions: readonly CheckAction[];
  /** Says what was judged by what: head, base and policy digest. The same id means the same verdict. */
  readonly externalId: string;
  /** Null for no comment at all. */
  readonly comment: {
    /** The text, with a link to where the whole report is; null when it is nowhere else. */
    readonly body: (reportUrl: string | null) => string;
    readonly mode: 'update' | 'hide-and-new' | 'delete-and-new' | 'off';
    readonly whenMissing: 'create' | 'nothing';
  } | null;
  /** Null to leave labels alone. */
  readonly labels: { readonly owned: readonly string[]; readonly labels: readonly string[] } | null;
  /** For the audit log; without amounts that a public log must not have. */
  readonly audit: Readonly<Record<string, string | number | null>>;
}

/**
 * Judges one change: reads both sides, estimates, asks the policies. Publishes nothing. A change that cannot be judged
 * is an outcome with conclusion `failure`; it throws an UpstreamError when GitHub does not answer.
 */
export type Review = (request: ReviewRequest, deps: ReviewDeps) => Promise<ReviewOutcome>;

/** Text about one resource of the pull request for `/finops explain`, or null when there is no such address. */
export type Explain = (
  request: RepositoryName & { readonly pull: PullRequest; readonly address: string },
  deps: ReviewDeps,
) => Promise<string | null>;

/** Whether a person may override in a repository, as the base's configuration says. */
export type MayOverride = (
  request: RepositoryName & { readonly pull: PullRequest; readonly login: string },
  deps: ReviewDeps,
) => Promise<'yes' | 'not-in-a-team' | 'teams-unreadable'>;
