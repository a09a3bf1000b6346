import { z } from 'zod';

/** A budget with what has been billed, what is forecast, and what open pull requests would add, in `input.currency`. */
export const Budget = z.strictObject({
  id: z.string(),
  /** Team that answers for it, null when nobody in particular does. */
  team: z.string().nullable(),
  limit: z.number(),
  /** Month to date. */
  actual: z.number().nullable(),
  /** Expected at the end of the month. */
  forecast: z.number().nullable(),
  /** Monthly increase that other open pull requests already commit. */
  openPullRequests: z.number().nullable(),
  /** The known part of it, only where the whole is not known. */
  openPullRequestsAtLeast: z.number().optional(),
  /** Monthly increase of this pull request that falls under the budget. */
  thisPullRequest: z.number().nullable(),
});

/** An incident that is still open; `impact` in `input.currency`. */
export const Anomaly = z.strictObject({
  id: z.string(),
  series: z.string(),
  start: z.string(),
  actual: z.number(),
  expected: z.number(),
  impact: z.number(),
});

/** A waiver of the base branch, as far as a policy may know it. */
export const InputWaiver = z.strictObject({
  id: z.string(),
  rule: z.string(),
  selector: z.strictObject({ address: z.string().nullable(), tag: z.string().nullable(), path: z.string().nullable() }),
  owner: z.string(),
  expires: z.string(),
  maxDelta: z.number().nullable(),
});

/** A review that approves the pull request, as GitHub states it. */
export const Approval = z.strictObject({
  login: z.string(),
  teams: z.array(z.string()),
  /** Sha that was reviewed. */
  sha: z.string(),
  submittedAt: z.string(),
});
