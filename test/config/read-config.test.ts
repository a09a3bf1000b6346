import { describe, expect, it } from 'vitest';
import { checkConfiguredPaths } from '#app/config/configured-paths.ts';
import { readInfracostConfig } from '#app/config/infracost-config.ts';
import { readConfig } from '#app/config/read-config.ts';
import { ConfigError } from '#app/errors.ts';

function problem(text: string): ConfigError {
  try {
    readConfig(text, '.github/finops.yml');
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('finops.yml', () => {
  it('has defaults for everything but the version', () => {
    expect(readConfig('version: 1\n', 'f')).toMatchObject({
      currency: 'USD',
      policies: { timeoutMs: 5000, custom: { level: 'soft' } },
    });
  });

  it('with a misspelt key is refused with its line', () => {
    const error = problem('version: 1\npolicies:\n  timeoutMS: 5\n');
    expect(error.message).toBe('unknown key policies.timeoutMS');
    expect(error.place).toMatchObject({ file: '.github/finops.yml', line: 3 });
  });

  it.each([
    ['version: 1\ncurency: USD\n', 'write currency, or'],
    ['version: 1\npolicies:\n  timeoutMS: 5\n', 'write timeoutMs, or'],
    ['version: 1\nprojects:\n  - path: a\n    var_files: [b]\n', 'write varFiles, or'],
    ['version: 1\nkubernetes:\n  node: { provder: aws, region: eu-west-1, type: m5.large }\n', 'write provider, or'],
  ])('with a misspelt key offers the one that was meant: %j', (text, remedy) => {
    expect(problem(text).remedy).toContain(remedy);
  });

  it('with a key that is like no other only points at the documentation', () => {
    expect(problem('version: 1\nflavour: mild\n').remedy).toBe('see docs/configuration.md for the keys');
  });

  it.each([
    ['usage: nowhere.yml', 'usage: nowhere.yml does not exist', 3],
    ['policies:\n  paths:\n    - rego\n    - nowhere', 'policies.paths.1: nowhere does not exist', 6],
    ['projects:\n  - path: infra\n    varFiles: [beside.tfvars, nowhere.tfvars]', 'projects.0.varFiles.1:', 5],
  ])('with a path that does not exist is refused with its line: %j', (text, message, line) => {
    const there = ['rego', 'infra', 'infra/beside.tfvars'];
    const source = { text: `version: 1\ncurrency: USD\n${text}\n`, file: 'finops.yml' };
    try {
      checkConfiguredPaths(source, (path) => there.includes(path));
      expect.unreachable();
    } catch (error) {
      expect((error as ConfigError).message).toContain(message);
      expect((error as ConfigError).place).toEqual({ file: 'finops.yml', line });
    }
  });

  it('may leave out what its defaults name', () => {
    expect(() => checkConfiguredPaths({ text: 'version: 1\n', file: 'finops.yml' }, () => false)).not.toThrow();
  });

  it('with a value that does not fit is refused with its line', () => {
    expect(problem('version: 1\n\ncurrency: dollars\n').place).toMatchObject({ line: 3 });
  });

  it('that is not YAML is refused with its line', () => {
    expect(problem('version: 1\nprojects: [\n').place?.line).toBeGreaterThanOrEqual(2);
  });

  it('whose aliases explode is refused', () => {
    const bomb = [
      'a: &a [x, x, x, x, x, x, x, x, x]',
      ...'bcdefghi'
        .split('')
        .map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[at]}`).join(', ')}]`),
    ];
    expect(() => readConfig(`version: 1\n${bomb.join('\n')}\n`, 'f')).toThrow();
  });
});

describe('infracost.yml', () => {
  it('gives its projects where there is no finops.yml', () => {
    const config = readInfracostConfig(
      'version: 0.1\nprojects:\n  - path: infra\n    terraform_var_files: [prod.tfvars]\n    terraform_workspace: prod\n',
      'infracost.yml',
    );
    expect(config.projects).toEqual([{ path: 'infra', varFiles: ['infra/prod.tfvars'], vars: {}, workspace: 'prod' }]);
  });
});
