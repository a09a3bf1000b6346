import { describe, expect, it } from 'vitest';
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
