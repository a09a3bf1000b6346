import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AppFixture, startApp, waitFor } from '#test/support/github/app-fixture.ts';
import { expectToEndWell } from '#test/support/github/ends-well.ts';

let app: AppFixture;

beforeEach(async () => {
  app = await startApp();
});

afterEach(async () => {
  try {
    await expectToEndWell(app);
  } finally {
    await app.close();
  }
  app.github.verify();
});

/** The newest check run of a commit, as a ruleset sees it. */
function check(sha: string) {
  return app.repository.checks(sha).at(-1);
}

function conclusions(sha: string): readonly (string | null)[] {
  return app.repository.checks(sha).map((each) => each.conclusion);
}

function bodies(number: number): readonly string[] {
  return app.repository.comments(number).map((each) => each.body.split('\n').slice(1).join('\n') || each.body);
}

async function actions(): Promise<readonly string[]> {
  return (await app.audit()).map(({ record }) =>
    `${record.actor} ${record.action} ${record.details['conclusion'] ?? ''}`.trim(),
  );
}

describe('a pull request', () => {
  it('that is opened gets one check and one comment', async () => {
    const sha = app.repository.push('feature', { 'cost.txt': '50' }, { by: 'alice' });
    app.repository.openPull({ head: 'feature', by: 'alice' });
    await app.settled();
    expect(check(sha)).toMatchObject({ name: 'finops/gate', status: 'completed', conclusion: 'success' });
    expect(app.repository.checks(sha)).toHaveLength(1);
    expect(bodies(1)).toEqual(['**Costs 50, was 0**']);
    expect(await actions()).toEqual(['admin installation.created', 'finops verdict success']);
  });

  it('that is too expensive waits for a decision, with a label and a remark at its line', async () => {
    const sha = app.repository.push('feature', { 'cost.txt': '500' }, { by: 'alice' });
    app.repository.openPull({ head: 'feature', by: 'alice' });
    await app.settled();
    expect(check(sha)).toMatchObject({
      conclusion: 'action_required',
      annotations: [{ path: 'cost.txt', start_line: 1 }],
    });
    expect([...app.repository.pull(1).labels]).toEqual(['finops:needs-decision']);
  });

  it('that does not concern the gate concludes neutral, without a comment', async () => {
    const sha = app.repository.push('feature', { 'README.md': 'more\n' }, { by: 'alice' });
    app.repository.openPull({ head: 'feature', by: 'alice' });
    await app.settled();
    expect(conclusions(sha)).toEqual(['neutral']);
    expect(bodies(1)).toEqual([]);
  });

  it('that cannot be judged is never a success', async () => {
    const sha = app.repository.push('feature', { 'cost.txt': 'broken' }, { by: 'alice' });
    app.repository.openPull({ head: 'feature', by: 'alice' });
    await app.settled();
    expect(check(sha)).toMatchObject({
      conclusion: 'failure',
      output: { title: 'The gate could not judge this change' },
    });
    expect(check(sha)?.output.summary).toContain('cost.txt is not a number');
  });

  it('that is pushed ten times in a second ends with the verdict of its newest head', async () => {
    app.repository.push('feature', { 'cost.txt': '1' }, { by: 'alice' });
    app.repository.openPull({ head: 'feature', by: 'alice' });
    let sha = '';
    for (let cost = 1; cost <= 10; cost++)
      sha = app.repository.push('feature', { 'cost.txt': `${cost * 30}` }, { by: 'alice' });
    await app.settled();
    expect(check(sha)).toMatchObject({ conclusion: 'action_required' });
    expect(bodies(1)).toEqual(['**Costs 300, was 0 (budgets.max-increase@c300)**']);
    const open = [...app.repository.repository.checks.values()].filter((each) => each.status !== 'completed');
    expect(open).toEqual([]);
  });

  it('that is force-pushed is judged by its new head', async () => {
    app.repository.push('feature', { 'cost.txt': '500' }, { by: 'alice' });
    app.repository.openPull({ head: 'feature', by: 'alice' });
    await app.settled();
    const sha = app.repository.push('feature', { 'cost.txt': '5' }, { by: 'alice', forced: true, from: 'main' });
    await app.settled();
    expect(conclusions(sha)).toEqual(['success']);
    expect(bodies(1)).toEqual(['**Costs 5, was 0**']);
    expect([...app.repository.pull(1).labels]).toEqual([]);
  });

  it('that is a draft is judged too, and again when it is ready', async () => {
    const sha = app.repository.push('feature', { 'cost.txt': '5' }, { by: 'alice' });
    app.repository.openPull({ head: 'feature', by: 'alice', draft: true });
    await app.settled();
    expect(conclusions(sha)).toEqual(['success']);
    app.repository.markReady(1, 'alice');
    await app.settled();
    expect(conclusions(sha)).toEqual(['success', 'success']);
    expect(bodies(1)).toHaveLength(1);
  });

  it('from a fork is judged like any other', async () => {
    const fork = app.github.fork(app.repository, 'mallory');
    const sha = fork.push('patch', { 'cost.txt': '2000' }, { by: 'mallory' });
    app.repository.openPull({ head: 'patch', by: 'mallory', fork });
    await app.settled();
    expect(conclusions(sha)).toEqual(['failure']);
    expect(bodies(1)).toEqual(['**Costs 2000, was 0**']);
  });

  it('with 3,000 files is judged', async () => {
    const files = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`docs/${index}.md`, `${index}\n`]));
    const sha = app.repository.push('feature', { ...files, 'cost.txt': '5' }, { by: 'alice' });
    app.repository.openPull({ head: 'feature', by: 'alice' });
    await app.settled();
    expect(conclusions(sha)).toEqual(['success']);
  });

  it('with a merge conflict is judged, against where it parted', async () => {
    const sha = app.repository.push('feature', { 'cost.txt': '5' }, { by: 'alice' });
    app.repository.push('main', { 'cost.txt': '7' }, { by: 'bob' });
    app.repository.openPull({ head: 'feature', by: 'alice' });
    await app.settled();
    expect(check(sha)).toMatchObject({ conclusion: 'success', output: { title: 'Costs 5, was 0' } });
  });

  it('whose base moved keeps its verdict, but is judged again when the base changes the rules', async () => {
    const sha = app.repository.push('feature', { 'cost.txt': '5' }, { by: 'alice' });
    app.repository.openPull({ head: 'feature', by: 'alice' });
    await app.settled();
    app.repository.push('main', { 'other.md': 'x' }, { by: 'bob' });
    await app.settled();
    expect(conclusions(sha)).toEqual(['success']);
    app.repository.push('main', { '.finops/waivers.yml': '[]' }, { by: 'bob' });
    await app.settled();
    expect(conclusions(sha)).toEqual(['success', 'success']);
  });

  it('that is closed while it is judged leaves no check in progress, and gets no comment', async () => {
    const sha = app.repository.push('feature', { 'cost.txt': '5' }, { by: 'alice' });
    app.github.fail({ kind: 'slow', path: /compare/, retryAfterSeconds: 0.5 });
    app.repository.openPull({ head: 'feature', by: 'alice' });
    await waitFor(() =>
      app.github.calls.some((call) => call.method === 'POST' && call.template.endsWith('check-runs')),
    );
    app.repository.closePull(1, 'alice');
    await app.settled();
    expect(conclusions(sha)).toEqual(['success']);
    expect(bodies(1)).toEqual([]);
  });

  it('whose comment a person deleted gets a new one with the next verdict', async () => {
    app.repository.push('feature', { 'cost.txt': '5' }, { by: 'alice' });
    app.repository.openPull({ head: 'feature', by: 'alice' });
    await app.settled();
    for (const comment of app.repository.comments(1)) app.repository.deleteComment(comment);
    app.repository.push('feature', { 'cost.txt': '6' }, { by: 'alice' });
    await app.settled();
    expect(bodies(1)).toEqual(['**Costs 6, was 0**']);
  });
});

describe('a check', () => {
  it('is made again by "Re-run", by "Re-run all" and by its button', async () => {
    const sha = app.repository.push('feature', { 'cost.txt': '500' }, { by: 'alice' });
    app.repository.openPull({ head: 'feature', by: 'alice' });
    await app.settled();
    app.github.rerequest(app.repository, { check: check(sha)?.id ?? 0, by: 'alice' });
    await app.settled();
    app.github.rerequest(app.repository, { check: check(sha)?.id ?? 0, by: 'alice', whole: 'suite' });
    await app.settled();
    app.github.requestAction(app.repository, { check: check(sha)?.id ?? 0, by: 'alice', identifier: 'recheck' });
    await app.settled();
    expect(check(sha)).toMatchObject({ status: 'completed', conclusion: 'action_required' });
    expect(check(sha)?.annotations).toHaveLength(1);
    expect(app.repository.checks(sha).every((each) => each.status === 'completed')).toBe(true);
    expect(bodies(1)).toHaveLength(1);
  });

  it('has the worst verdict over all pull requests with that head', async () => {
    app.repository.push('mallorys', { 'cost.txt': '900' }, { by: 'alice', from: 'main' });
    const sha = app.repository.push('feature', { 'cost.txt': '900' }, { by: 'alice', from: 'main' });
    app.repository.openPull({ head: 'feature', by: 'alice' });
    await app.settled();
    expect(check(sha)).toMatchObject({ conclusion: 'action_required' });
    // The same commit, into a branch of the author's own, where nothing is too expensive.
    const review: typeof app.options extends never ? never : Parameters<typeof app.start>[0] = {
      review: async (request, deps) => {
        const { stubReview } = await import('#test/support/github/stub-review.ts');
        const outcome = await stubReview(request, deps);
        const isOwnBranch = request.kind === 'pull' && request.pull.baseRef === 'mallorys';
        return isOwnBranch ? { ...outcome, conclusion: 'success', externalId: 'own' } : outcome;
      },
    };
    await app.server.close();
    app.server = await app.start(review);
    app.repository.openPull({ head: 'feature', base: 'mallorys', by: 'alice' });
    await app.settled();
    expect(check(sha)).toMatchObject({ conclusion: 'action_required' });
    expect(check(sha)?.output.title).toContain('#1 into main, the worst of 2');
    app.repository.closePull(1, 'alice');
    app.github.rerequest(app.repository, { check: check(sha)?.id ?? 0, by: 'alice' });
    await app.settled();
    expect(check(sha)).toMatchObject({ conclusion: 'success' });
  });

  it('is cancelled, not left waiting, when no open pull request has its head', async () => {
    const sha = app.repository.push('feature', { 'cost.txt': '5' }, { by: 'alice' });
    app.repository.openPull({ head: 'feature', by: 'alice' });
    await app.settled();
    app.repository.closePull(1, 'alice');
    app.github.rerequest(app.repository, { check: check(sha)?.id ?? 0, by: 'alice' });
    await app.settled();
    expect(check(sha)).toMatchObject({ status: 'completed', conclusion: 'cancelled' });
  });

  it('is made for a merge group, in which the overrides of its pull requests hold', async () => {
    app.repository.push('feature', { 'cost.txt': '500' }, { by: 'alice' });
    app.repository.openPull({ head: 'feature', by: 'alice' });
    await app.settled();
    const refused = app.repository.enqueue([1], 'alice');
    await app.settled();
    expect(check(refused.headSha)).toMatchObject({ conclusion: 'action_required' });
    app.repository.comment(1, 'bob', '/finops override budgets.max-increase@c500 agreed');
    app.repository.push('main', { 'other.md': 'x' }, { by: 'bob' });
    const { headSha } = app.repository.enqueue([1], 'alice');
    await app.settled();
    expect(check(headSha)).toMatchObject({ conclusion: 'success', status: 'completed' });
  });

  it('answers an environment that waits', async () => {
    const ask = (sha: string, run: number) =>
      app.github.askProtectionRule(app.repository, { environment: 'prod', sha, ref: 'main', run });
    app.repository.push('cheap', { 'cost.txt': '5' }, { by: 'alice' });
    app.repository.openPull({ head: 'cheap', by: 'alice' });
    await app.settled();
    const merged = app.repository.mergePull(1, 'alice');
    const dear = app.repository.push('dear', { 'cost.txt': '5000' }, { by: 'alice' });
    app.repository.openPull({ head: 'dear', by: 'alice' });
    await app.settled();
    ask(merged, 1);
    ask(dear, 2);
    ask(app.repository.push('alone', { 'x.md': 'y' }, { by: 'alice' }), 3);
    await app.settled();
    const answers = app.repository.repository.protectionAnswers.toSorted((one, other) => one.run - other.run);
    expect(answers.map((each) => each.state)).toEqual(['approved', 'rejected', 'rejected']);
  });
});

describe('an environment', () => {
  it('that waits while the review runs is answered with its verdict', async () => {
    app.github.fail({ kind: 'slow', path: /compare/, retryAfterSeconds: 0.5 });
    const sha = app.repository.push('feature', { 'cost.txt': '5' }, { by: 'alice' });
    const second = await app.start({ options: { workers: 1 } });
    app.repository.openPull({ head: 'feature', by: 'alice' });
    await waitFor(() => check(sha)?.status === 'in_progress');
    app.github.askProtectionRule(app.repository, { environment: 'prod', sha, ref: 'feature', run: 4 });
    await app.settled();
    await second.close();
    expect(app.repository.repository.protectionAnswers.map((each) => each.state)).toEqual(['approved']);
  });
});

describe('an override', () => {
  beforeEach(async () => {
    app.repository.push('feature', { 'cost.txt': '500' }, { by: 'alice' });
    app.repository.openPull({ head: 'feature', by: 'alice' });
    await app.settled();
  });
  const line = '/finops override budgets.max-increase@c500 the launch is paid for';

  it('in a comment lets the change pass, with a receipt and an audit trail', async () => {
    const comment = app.repository.comment(1, 'bob', line);
    await app.settled();
    expect(check(app.repository.head('feature'))).toMatchObject({ conclusion: 'success' });
    expect(comment.reactions.map((each) => each.content)).toEqual(['+1']);
    expect(await actions()).toEqual([
      'admin installation.created',
      'finops verdict action_required',
      'bob command.override',
      'finops verdict success',
    ]);
  });

  it('in an approving review lets the change pass', async () => {
    app.repository.review(1, 'bob', { state: 'APPROVED', body: line });
    await app.settled();
    expect(check(app.repository.head('feature'))).toMatchObject({ conclusion: 'success' });
  });

  it('is void after a push that changes the cost, and holds after one that does not', async () => {
    app.repository.comment(1, 'bob', line);
    await app.settled();
    const same = app.repository.push('feature', { 'README.md': 'words\n' }, { by: 'alice' });
    await app.settled();
    expect(check(same)).toMatchObject({ conclusion: 'success' });
    const dearer = app.repository.push('feature', { 'cost.txt': '600' }, { by: 'alice' });
    await app.settled();
    expect(check(dearer)).toMatchObject({ conclusion: 'action_required' });
  });

  it('of the author, or of a stranger, is refused with a receipt', async () => {
    const own = app.repository.comment(1, 'alice', line);
    const strange = app.repository.comment(1, 'mallory', line);
    await app.settled();
    expect([own, strange].map((each) => each.reactions.map((one) => one.content))).toEqual([['-1'], ['-1']]);
    expect(check(app.repository.head('feature'))).toMatchObject({ conclusion: 'action_required' });
  });
});

describe('a command', () => {
  beforeEach(async () => {
    app.repository.push('feature', { 'cost.txt': '5' }, { by: 'alice' });
    app.repository.openPull({ head: 'feature', by: 'alice' });
    await app.settled();
  });
  const receipts = (comment: { readonly reactions: readonly { readonly content: string }[] }) => {
    return comment.reactions.map((each) => each.content);
  };

  it('rechecks for the author and for who can write, and not for others', async () => {
    const first = app.repository.comment(1, 'alice', '/finops recheck');
    const second = app.repository.comment(1, 'mallory', '/finops recheck');
    await app.settled();
    expect([receipts(first), receipts(second)]).toEqual([['eyes'], ['-1']]);
    expect(conclusions(app.repository.head('feature'))).toEqual(['success', 'success']);
  });

  it('explains, helps, and answers what it does not understand with the help, once', async () => {
    const explain = app.repository.comment(1, 'alice', '/finops explain cost.txt');
    const unknown = app.repository.comment(1, 'alice', '/finops explain nothing');
    const help = app.repository.comment(1, 'alice', '/finops help');
    const typo = app.repository.comment(1, 'alice', '/finops overide x');
    await app.settled();
    expect([explain, unknown, help, typo].map(receipts)).toEqual([['+1'], ['confused'], ['+1'], ['confused']]);
    expect(bodies(1).filter((body) => body.includes('**Commands**'))).toHaveLength(1);
    expect(bodies(1)).toContain('It is a number.');
  });

  it('in a comment that was edited since does nothing', async () => {
    app.github.deliveries.held = true;
    const comment = app.repository.comment(1, 'alice', '/finops recheck');
    await new Promise((done) => setTimeout(done, 1100));
    app.repository.editComment(comment, '/finops recheck now');
    app.github.deliveries.held = false;
    const held = app.github.deliveries.all.filter((each) => each.event === 'issue_comment' && each.statusCode === 0);
    for (const delivery of held) await app.github.deliveries.send(delivery);
    await app.settled();
    expect(receipts(comment)).toEqual([]);
  });
});
