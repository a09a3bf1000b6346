import { describe, expect, it } from 'vitest';
import { columns } from '#reports/columns.ts';

describe('columns', () => {
  it('align every row with the widest', () => {
    const rows = [
      ['Name', 'Cost'],
      ['a', '$1.00'],
      ['longer', '$10.00'],
    ];
    expect(columns(rows, ['left', 'right'])).toEqual([
      'Name      Cost',
      '──────  ──────',
      'a        $1.00',
      'longer  $10.00',
    ]);
  });

  it('hold more rows than a call can have arguments', () => {
    const rows = Array.from({ length: 300_000 }, (_, at) => [String(at)]);
    expect(columns(rows, ['left'])).toHaveLength(300_001);
  });
});
