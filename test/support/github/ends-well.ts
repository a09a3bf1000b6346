import { expect } from 'vitest';
import { firstBrokenEntry } from '#app/audit/audit-entry.ts';
import { commentMarker } from '#app/github/comment-body.ts';
import type { AppFixture } from './app-fixture.ts';

/** From what lets a change pass to what stops it, as a check run can conclude a verdict. */
const GRAVITY = ['success', 'neutral', 'action_required', 'failure'];

/**
 * How every scenario ends, whatever went wrong in it: no check in progress, at most one current comment on a pull
 * request, an unbroken audit trail, and for the head of every open pull request one check whose conclusion is the worst
 * of the verdicts that the trail has last for the pull requests with that head.
 */
export async function expectToEndWell(app: AppFixture): Promise<void> {
  const { repository } = app.repository;
  const checks = [...repository.checks.values()].filter((each) => each.app === app.app.app);
  expect(checks.filter((each) => each.status !== 'completed')).toEqual([]);
  for (const number of repository.pulls.keys()) {
    const comments = app.repository.comments(number).filter((each) => {
      return each.user.login === 'finops-gate[bot]' && each.body.startsWith(commentMarker('finops/gate'));
    });
    expect([number, comments.length <= 1]).toEqual([number, true]);
  }
  const entries = await app.audit();
  expect(firstBrokenEntry(entries)).toBeNull();
  const verdicts = new Map<string, string>();
  for (const { record } of entries.filter((each) => each.record.action === 'verdict')) {
    verdicts.set(`${record.subject} ${record.details['sha']}`, String(record.details['conclusion']));
  }
  const open = [...repository.pulls.values()].filter((each) => each.state === 'open');
  for (const { head } of open) {
    const check = checks.findLast((each) => each.headSha === head.sha);
    if (!check || check.conclusion === 'cancelled') continue;
    const same = open.filter((each) => each.head.sha === head.sha);
    const found = same.map((each) => verdicts.get(`${app.repository.name}#${each.number} ${head.sha}`) ?? 'none');
    const worst = found.toSorted((one, other) => GRAVITY.indexOf(other) - GRAVITY.indexOf(one))[0];
    expect({ sha: head.sha, verdict: worst }).toEqual({ sha: head.sha, verdict: check.conclusion });
  }
}
