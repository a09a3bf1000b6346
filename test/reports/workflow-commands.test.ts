import { describe, expect, it } from 'vitest';
import { workflowCommands } from '#reports/workflow-commands.ts';
import { gateResult } from './gate-result.ts';

/** https://docs.github.com/actions/reference/workflow-commands-for-github-actions (read 2026-11-25). */
describe('the results as workflow commands', () => {
  it('stand at file and line, the gravest first, and leave out what passes or is waived', () => {
    const results = [
      gateResult({ id: 'idle/a', outcome: 'warn', line: 3, fix: null, message: 'runs at night' }),
      gateResult(),
      gateResult({ outcome: 'pass' }),
      gateResult({ outcome: 'waived' }),
      gateResult({ id: 'budgets/max-increase', file: null, line: null, resource: null, message: 'too much' }),
    ];
    expect(workflowCommands(results).split('\n')).toEqual([
      '::error file=infra/main.tf,line=7,title=tags/required::the tag team is missing Fix: Add the tag.',
      '::warning file=infra/main.tf,line=3,title=idle/a::runs at night',
      '::error title=budgets/max-increase::too much',
    ]);
  });

  it('let no text begin a command or a property of its own', () => {
    const evil = gateResult({ file: 'a,line=1::b%.tf', message: 'x\n::set-output name=a::b\r%0A', fix: null });
    const placeless = gateResult({ id: 'own/x\n::warning::', file: null, message: 'y\n::stop-commands::z' });
    const text = workflowCommands([evil, placeless]);
    expect(text.split('\n')).toHaveLength(2);
    for (const line of text.split('\n')) expect(line.slice(2)).not.toMatch(/\n|\r/);
    expect(text).toContain('file=a%2Cline=1%3A%3Ab%25.tf,line=7');
  });
});
