import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { difference } from '#app/estimate/difference.ts';
import type { GateReport, GateResult } from '#app/flows/gate-report.ts';
import { checkDetails, checkSummary, commentMarkdown } from '#reports/comment.ts';
import { markdownText } from '#reports/markdown-text.ts';
import { plainText } from '#reports/plain-text.ts';
import { estimateText } from '#test/support/resources.ts';

const OPTIONS = { reportUrl: null, limit: 65_536, overriders: null };

function result(over: Partial<GateResult> = {}): GateResult {
  return {
    id: 'budgets/increase',
    pack: 'budgets',
    severity: 'high',
    level: 'soft',
    outcome: 'deny',
    message: 'too much',
    resource: 'aws_nat_gateway.n',
    file: 'main.tf',
    line: 4,
    docs: null,
    fix: null,
    overrideDigest: 'abc123',
    ...over,
  };
}

function report(prior: string, planned: string, over: Partial<GateReport> = {}): GateReport {
  return {
    decision: 'allow',
    difference: difference(estimateText(prior), estimateText(planned)),
    results: [],
    waivers: [],
    overrides: [],
    budgets: [],
    anomalies: [],
    policyDigest: 'sha256:0000000000000000',
    decisionId: 'id',
    ...over,
  };
}

const NAT = 'resource "aws_nat_gateway" "n" {}';

describe('the comment', () => {
  it('says what the change costs and what was decided', () => {
    const text = commentMarkdown(report('', NAT, { decision: 'deny', results: [result()] }), OPTIONS);
    expect(text.split('\n')[0]).toBe('### Cloud cost: +$33 a month — ⛔ denied');
    expect(text).toContain('| <code>main</code> | $0.00 | $32.85 | +$32.85 |');
    expect(text).toContain('&#47;finops override budgets&#47;increase&#64;abc123 REASON');
  });

  it('says "or more" where not everything is priced, never a plain sum', () => {
    const text = commentMarkdown(report('', `${NAT}\nresource "aws_no_such" "x" {}`), OPTIONS);
    expect(text).toContain('1 unsupported');
    expect(text).toContain('aws&#95;no&#95;such');
  });

  it('shows a change that is not known as not known', () => {
    const text = commentMarkdown(report('', 'resource "aws_no_such" "x" {}'), OPTIONS);
    expect(text.split('\n')[0]).toContain('the change in monthly cost is not known');
  });

  it('stays under the limit by whole rows and says what was left out', () => {
    const many = Array.from({ length: 900 }, (_, index) => `resource "aws_nat_gateway" "n${index}" {}`).join('\n');
    const text = commentMarkdown(report('', many), OPTIONS);
    expect(text.length).toBeLessThanOrEqual(65_536);
    expect(text).toMatch(/… and \d+ more rows/);
    const rows = text.split('\n').filter((line) => line.startsWith('| ➕'));
    expect(rows.every((row) => row.endsWith(' |'))).toBe(true);
    expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
  });

  it('offers an override for a soft deny alone, and says who may', () => {
    const results = [
      result(),
      result({ id: 'tags/required', level: 'hard', overrideDigest: 'ddd444' }),
      result({ id: 'coverage/unsupported', outcome: 'warn', level: 'advisory', overrideDigest: 'eee555' }),
    ];
    const denied = report('', NAT, { decision: 'deny', results });
    const text = commentMarkdown(denied, { ...OPTIONS, overriders: { teams: ['platform-leads'], codeowners: true } });
    expect(text).toContain('budgets&#47;increase&#64;abc123 REASON');
    expect(text).not.toMatch(/ddd444|eee555/);
    expect(text).toContain('the team <code>platform-leads</code> and the code owners of what is denied');
    expect(text.indexOf('tags&#47;required')).toBeLessThan(text.indexOf('budgets&#47;increase'));
    const nobody = commentMarkdown(denied, { ...OPTIONS, overriders: { teams: [], codeowners: false } });
    expect(nobody).toContain('So far nobody may');
  });

  it('names who overrode, and says of an override that does not count why', () => {
    const given = { ruleId: 'budgets/increase', digest: 'abc123', by: 'bob', reason: 'the launch' };
    const overrides = [
      { ...given, state: 'applied', note: null },
      { ...given, by: 'mallory', state: 'refused', note: 'the configuration does not name this person' },
    ] as const;
    const results = [result({ outcome: 'overridden' })];
    const text = commentMarkdown(report('', NAT, { results, overrides }), OPTIONS);
    expect(text).toContain('Overridden by bob: the launch');
    expect(text).toContain('by mallory does not count: the configuration does not name this person.');
    expect(text).not.toContain('REASON');
  });

  it('draws a budget with what is billed, what open pull requests commit, and what this one adds', () => {
    const budget = { id: 'platform', team: null, limit: 1000, actual: 400, forecast: 900 };
    const budgets = [{ ...budget, openPullRequests: 200, thisPullRequest: 100 }];
    const text = commentMarkdown(report('', NAT, { budgets }), OPTIONS);
    // 40 %, 20 % and 10 % of 20 cells.
    expect(text).toContain('<code>████████▓▓▓▓▒▒░░░░░░</code> 70 %');
    expect(text).toContain('| $400 | $200 | $100 | $900 | $1,000 |');
    const unknown = [{ ...budget, actual: null, openPullRequests: null, thisPullRequest: 2000 }];
    expect(commentMarkdown(report('', NAT, { budgets: unknown }), OPTIONS)).toContain(
      `<code>${'▒'.repeat(20)}</code> at least 200 % | not known | not known | $2,000 |`,
    );
    const partly = [{ ...budget, openPullRequests: null, openPullRequestsAtLeast: 200, thisPullRequest: 100 }];
    expect(commentMarkdown(report('', NAT, { budgets: partly }), OPTIONS)).toContain(
      '<code>████████▓▓▓▓▒▒░░░░░░</code> at least 70 % | $400 | at least $200 | $100 |',
    );
  });

  it('folds away what a rule finds more than five times, and links to where the rest is', () => {
    const results = Array.from({ length: 600 }, (_, index) => result({ resource: `aws_nat_gateway.n${index}` }));
    const text = commentMarkdown(report('', NAT, { results }), {
      ...OPTIONS,
      reportUrl: 'https://github.com/a/b/runs/1',
    });
    const [open = ''] = text.split('<details>');
    expect(open.match(/⛔&nbsp;deny/g)).toHaveLength(5);
    expect(text).toContain('595 more findings of the same rules');
    expect(text).toMatch(
      /… and \d+ more findings; \[the full report\]\(https:\/\/github\.com\/a\/b\/runs\/1\) has them\./,
    );
    expect(text.length).toBeLessThanOrEqual(65_536);
  });

  it('leaves room for what changes behind the longest list of findings', () => {
    const many = Array.from({ length: 400 }, (_, index) => `resource "aws_nat_gateway" "n${index}" {}`).join('\n');
    const message = 'm'.repeat(290);
    const results = Array.from({ length: 900 }, (_, index) => result({ id: `custom/r${index}`, message }));
    const text = commentMarkdown(report('', many, { results }), OPTIONS);
    expect(text.length).toBeLessThanOrEqual(65_536);
    expect(text.match(/^\| ➕/gm)?.length).toBeGreaterThan(20);
    expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
  });

  it('is read on a check run in two parts, each within its limit', () => {
    const many = Array.from({ length: 900 }, (_, index) => `resource "aws_nat_gateway" "n${index}" {}`).join('\n');
    const large = report('', many, { results: [result()] });
    const [summary, details] = [checkSummary, checkDetails].map((each) => each(large, { ...OPTIONS, limit: 60_000 }));
    expect(summary).toContain('### Cloud cost');
    expect(summary).not.toContain('What changes');
    expect(details).toContain('What changes: 900 resources change');
    for (const text of [summary, details]) expect(text?.length).toBeLessThanOrEqual(60_000);
  });

  it('draws savings and increases by their size, from zero', () => {
    const prior = 'resource "aws_nat_gateway" "gone" {}\nresource "aws_nat_gateway" "gone2" {}';
    const text = commentMarkdown(report(prior, NAT), OPTIONS);
    expect(text).toContain('x-axis ["+ aws_nat_gateway.n", "− aws_nat_gateway.gone", "− aws_nat_gateway.gone2"]');
    expect(text).toContain('y-axis 0 --> 32.85\n  bar [32.85, 32.85, 32.85]');
  });

  it('says when contracted rates were used', () => {
    expect(commentMarkdown(report('', NAT), OPTIONS)).toContain('List prices before discounts, before taxes');
  });

  it('gives the digest and date of the prices', () => {
    expect(commentMarkdown(report('', NAT), OPTIONS)).toMatch(/Prices of \d{4}-\d\d-\d\d \(sha256:/);
  });
});

describe('text from a pull request', () => {
  const hostile = [
    '@everyone look',
    '<img src=x onerror=alert(1)>',
    '| a | b |\n| new row |',
    '`code` **bold** [link](https://evil.example)',
    '<!-- finops:gate -->',
    '</details><h1>',
    'fixes #1 and GH-12 www.evil.example',
    '$x^2$ \u202e reversed \u0007',
    '--> <script>',
  ];

  it.each(hostile)('cannot break out of the markdown: %s', (text) => {
    const safe = markdownText(text);
    expect(safe).not.toMatch(/[<>|`*[\]@\n\\$]/);
    expect(safe).not.toMatch(/#\d(?!\d*;)/);
    expect(safe).not.toMatch(/https?:\/\/|www\.|GH-\d/i);
  });

  it('calls nobody and shows no e-mail address, although GitHub decodes entities before it looks for names', () => {
    const decoded = markdownText('@org/team a@b alice@example.com #12 https://x.y').replaceAll(
      /&#(\d+);/g,
      (_, code) => {
        return String.fromCodePoint(Number(code));
      },
    );
    expect(decoded).not.toMatch(/@\w|#\d|:\/\//);
    expect(decoded).toContain('(e-mail)');
  });

  it('comes out as one line without controls, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const safe = markdownText(text);
        expect(safe).not.toMatch(/[<>|`\n\r@]/);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: that there are none is what is tested
        expect(plainText(text)).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
      }),
    );
  });

  it('in a name or a message cannot mention, link or open a fold in the comment', () => {
    const evil = '@org/team </details> [x](https://evil.example) `a`';
    const planned = `module "m" {\n  source = "./none @org </details>"\n}\n${NAT}`;
    const text = commentMarkdown(
      report('', planned, { results: [result({ message: evil, resource: evil, file: evil, fix: evil })] }),
      OPTIONS,
    );
    expect(text).not.toContain('@org');
    expect(text).not.toContain('https://evil');
    expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
  });
});
