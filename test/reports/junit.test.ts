import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { junitXml } from '#reports/junit.ts';
import { gateResult } from './gate-result.ts';

/** One tag or text at a time, by the grammar of https://www.w3.org/TR/xml; null when the text is not well-formed. */
function openTags(xml: string): readonly string[] | null {
  const body = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '');
  const stack: string[] = [];
  const seen: string[] = [];
  const token =
    /<(\/?)([a-z-]+)((?: [a-z]+="(?:[^<&"]|&(?:amp|lt|gt|quot|#\d+);)*")*)(\/?)>|((?:[^<&]|&(?:amp|lt|gt|quot|#\d+);)+)/uy;
  for (let at = 0; at < body.length; at = token.lastIndex) {
    token.lastIndex = at;
    const found = token.exec(body);
    if (!found) return null;
    const [, closing, name = '', , empty] = found;
    if (name === '') continue;
    if (closing) {
      if (stack.pop() !== name) return null;
    } else {
      seen.push(name);
      if (!empty) stack.push(name);
    }
  }
  return stack.length === 0 ? seen : null;
}

describe('the results as JUnit XML', () => {
  it('count tests, failures and errors, by pack and in all', () => {
    const xml = junitXml([
      gateResult(),
      gateResult({ outcome: 'pass', resource: null }),
      gateResult({ pack: 'input', id: 'input/unreadable', outcome: 'error' }),
    ]);
    expect(xml).toContain('<testsuites name="finops gate" tests="3" failures="1" errors="1">');
    expect(xml).toContain('<testsuite name="tags" tests="2" failures="1" errors="0">');
    expect(xml).toContain('classname="tags" name="tags/required aws_instance.web" file="infra/main.tf" line="7"');
    expect(xml).toContain('<failure type="soft" message="the tag team is missing">Add the tag.</failure>');
    expect(openTags(xml)).toEqual([
      'testsuites',
      'testsuite',
      'testcase',
      'failure',
      'testcase',
      'testsuite',
      'testcase',
      'error',
    ]);
  });

  it('show a waiver and an override as passes with their words', () => {
    const xml = junitXml([gateResult({ outcome: 'waived' }), gateResult({ outcome: 'overridden' })]);
    expect(xml).toContain('failures="0" errors="0"');
    expect(xml).toContain('<system-out>waived: the tag team is missing</system-out>');
  });

  it.each([
    ['markup', '"><script>&amp;</testcase>\']]>'],
    ['control characters that XML forbids', 'a\u0000b\u0008\u000b\u001b[31m\ufffe\uffff'],
    ['half a surrogate pair', 'a\ud800b\udc00'],
    ['lines', 'a\r\nb\tc\u2028'],
  ])('stay well-formed with %s in every text', (_name, text) => {
    const hostile = { id: text, pack: text, message: text, resource: text, file: text, fix: text };
    const xml = junitXml([gateResult(hostile), gateResult({ ...hostile, outcome: 'error' })]);
    expect(openTags(xml)).toEqual(['testsuites', 'testsuite', 'testcase', 'failure', 'testcase', 'error']);
    // https://www.w3.org/TR/xml/#charsets
    expect(xml).not.toMatch(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u);
  });

  it('stay well-formed with any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const xml = junitXml([gateResult({ message: text, resource: text, fix: text })]);
        expect(openTags(xml)).toEqual(['testsuites', 'testsuite', 'testcase', 'failure']);
      }),
    );
  });
});
