import { describe, expect, it } from 'vitest';
import { readPolicySettings } from '#app/policy/settings.ts';
import { folderWith } from '#test/support/folder.ts';
import { runFinops } from '#test/support/world.ts';
import { assets } from './support.ts';

const read = (packs: unknown) => readPolicySettings({ packs }, assets);

describe('the settings of packs', () => {
  it('are what their rules compare with, each of its kind', () => {
    const packs = {
      budgets: { level: 'hard', rules: { 'max-total': 'off' }, maxIncrease: 5, teams: { web: { maxIncrease: 1 } } },
    };
    expect(() => read(packs)).toThrow('the pack has no such rule');
    const right = {
      budgets: {
        rules: { 'total-crossed': 'off' },
        maxIncrease: 5,
        teams: { web: { maxIncrease: 1 } },
        maxTotal: null,
      },
      environments: { production: ['live'] },
      kubernetes: { maxNamespaceCost: { shop: 150.5 }, maxLoadBalancers: 0 },
      prices: { currency: 'EUR' },
      tags: { required: ['team'], allowed: { env: ['prod*'] }, byType: { 'aws_*': { required: ['owner'] } } },
    };
    expect(read(right).packs['budgets']).toMatchObject({ maxIncrease: 5 });
  });

  /** In Rego every text is above every number: each of these would be a limit that never holds. */
  it.each([
    [
      'a misspelt name',
      { budgets: { maxIncreese: 5 } },
      'policies.packs.budgets.maxIncreese: the pack has no such set',
    ],
    ['a number in quotes', { budgets: { maxIncrease: '500' } }, 'budgets.maxIncrease: this is not a number'],
    ['a text for a list', { tags: { required: 'team' } }, 'tags.required: this is not a list of texts'],
    ['a number for a mapping', { kubernetes: { maxNamespaceCost: 5 } }, 'this is not a mapping of names to numbers'],
    ['a text in a mapping', { kubernetes: { maxNamespaceCost: { a: '5' } } }, 'not a mapping of names to numbers'],
    ['a misspelt limit of a team', { budgets: { teams: { a: { max: 5 } } } }, '{ maxIncrease: number }'],
    ['a text for true or false', { generations: { preferArm: 'yes' } }, 'this is not true or false'],
    ['a setting of another pack', { network: { maxIncrease: 5 } }, 'the pack has no such setting'],
  ])('are refused with %s', (_, packs, said) => {
    expect(() => read(packs)).toThrow(said);
  });

  it('are refused by the gate with file, line and remedy, status 2', async () => {
    const cwd = folderWith({
      '.github/finops.yml': 'version: 1\npolicies:\n  packs:\n    budgets:\n      level: hard\n      maxIncreese: 5\n',
      'main.tf': '',
    });
    const ran = await runFinops(['gate', '--planned', '.'], { cwd });
    expect(ran.status).toBe(2);
    expect(ran.err).toMatch(/\.github\/finops\.yml:6: policies\.packs\.budgets\.maxIncreese: .*maxIncrease, /);
  });
});
