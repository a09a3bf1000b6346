import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { difference } from '#app/estimate/difference.ts';
import type { GateReport, GateResult } from '#app/flows/gate-report.ts';
import { commentMarkdown } from '#reports/comment.ts';
import { markdownText } from '#reports/markdown-text.ts';
import { plainText } from '#reports/plain-text.ts';
import { estimateText } from '#test/support/resources.ts';

const OPTIONS = { reportUrl: null, limit: 65_536 };

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
    expect(text).toContain('/finops override budgets&#47;increase&#64;abc123 reason');
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
