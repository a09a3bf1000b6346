import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCommands } from '#app/github/command.ts';

describe('readCommands', () => {
  it('reads each command of the interface', () => {
    expect(readCommands('/finops recheck')).toEqual([{ verb: 'recheck' }]);
    expect(readCommands('/finops')).toEqual([{ verb: 'help' }]);
    expect(readCommands('/finops help')).toEqual([{ verb: 'help' }]);
    expect(readCommands('Agreed.\r\n/finops override budgets.max@1a2b we agreed on it\r\n')).toEqual([
      { verb: 'override', rule: 'budgets.max', digest: '1a2b', reason: 'we agreed on it' },
    ]);
    expect(readCommands('/finops override budgets.max because')).toEqual([
      { verb: 'override', rule: 'budgets.max', digest: null, reason: 'because' },
    ]);
    expect(readCommands('/finops explain module.a["x y"].aws_instance.b[0]')).toEqual([
      { verb: 'explain', address: 'module.a["x y"].aws_instance.b[0]' },
    ]);
    expect(
      readCommands('/finops usage aws_lambda_function.f["x y"] monthly_requests=100 request_duration_ms=2.5'),
    ).toEqual([
      {
        verb: 'usage',
        address: 'aws_lambda_function.f["x y"]',
        values: { monthly_requests: '100', request_duration_ms: '2.5' },
      },
    ]);
  });

  it('does not take talk about a command for the command', () => {
    const talk = [
      '> /finops recheck',
      '`/finops recheck`',
      '    /finops recheck',
      'say /finops recheck',
      '/finopsrecheck',
    ];
    for (const text of talk) expect(readCommands(text)).toEqual([]);
    expect(readCommands('```\n/finops recheck\n```')).toEqual([]);
    expect(readCommands('~~~~\n/finops recheck\n~~~\n/finops help\n~~~~\n/finops recheck')).toEqual([
      { verb: 'recheck' },
    ]);
    expect(readCommands('<!--\n/finops override a@b c\n-->\nhello')).toEqual([]);
    expect(readCommands('<!--\n/finops override a@b c')).toEqual([]);
  });

  it('answers what it does not understand with the text, for a help', () => {
    expect(readCommands('/finops overide x@y z')).toEqual([{ verb: 'unknown', text: 'overide x@y z' }]);
    expect(readCommands('/finops usage x')).toEqual([{ verb: 'unknown', text: 'usage x' }]);
  });

  it('is bounded for any text', () => {
    expect(readCommands('/finops recheck\n'.repeat(1000))).toHaveLength(20);
    readCommands(`/finops usage ${'a '.repeat(900)}`);
    readCommands('<!-- '.repeat(20_000));
    readCommands(`/finops usage ${'a=b '.repeat(400)}!`);
    fc.assert(fc.property(fc.string(), (text) => readCommands(text).length <= 20));
  });
});
