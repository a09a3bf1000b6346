import type { ParseArgsOptionsConfig } from 'node:util';
import { ConfigError } from '#app/errors.ts';
import { type Invocation, textOption } from './command.ts';

/** Options of every command that reads inputs. */
export const INPUT_OPTIONS: ParseArgsOptionsConfig = {
  'var-file': { type: 'string', multiple: true },
  var: { type: 'string', multiple: true },
  workspace: { type: 'string' },
  'usage-file': { type: 'string' },
  usage: { type: 'string' },
  currency: { type: 'string' },
  prices: { type: 'string' },
  'as-of': { type: 'string' },
  'kubernetes-pricing': { type: 'string' },
  'opencost-url': { type: 'string' },
  'max-input': { type: 'string' },
  render: { type: 'boolean' },
  'fetch-modules': { type: 'boolean' },
};

export const INPUT_EXPLAINS: Readonly<Record<string, string>> = {
  'var-file': 'a file of Terraform variables (may be repeated)',
  var: 'one Terraform variable, NAME=VALUE (may be repeated)',
  workspace: 'the Terraform workspace',
  'usage-file': 'expected usage, in the format of Infracost usage files',
  usage: 'small, medium or large: what to assume where no usage is stated',
  currency: 'ISO 4217 code of all amounts',
  prices: 'directory of another price book',
  'as-of': 'YYYY-MM-DD: the clock of date-dependent billing and the price book of that day',
  'kubernetes-pricing': 'node, fargate, autopilot, opencost or capacity',
  'opencost-url': 'address of a running OpenCost, whose rates of the last seven days are used',
  'max-input': 'largest file that is read, such as 500MB (default 256MB)',
  render: 'render charts and kustomizations with the helm and kustomize of this machine',
  'fetch-modules':
    'fetch modules that are not installed, from the hosts in finops.yml (default: the public registries and GitHub)',
};

/** Options of commands that compare. */
export const CHANGE_OPTIONS: ParseArgsOptionsConfig = {
  prior: { type: 'string' },
  planned: { type: 'string' },
  'git-base': { type: 'string' },
};

export const CHANGE_EXPLAINS: Readonly<Record<string, string>> = {
  prior: 'what is there now: a directory, plan or manifests',
  planned: 'what the change makes of it; without --prior it is all new',
  'git-base': 'compare the working tree with the merge base of this ref and HEAD',
};

const UNITS: Readonly<Record<string, number>> = {
  B: 1,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  KIB: 1024,
  MIB: 1024 ** 2,
  GIB: 1024 ** 3,
};

/** The size that `--max-input` asks for, in bytes. @throws ConfigError when it is none. */
export function maxInputBytes(invocation: Invocation): number {
  const text = textOption(invocation, 'max-input') ?? '256MB';
  const [, number = '', unit = ''] = /^(\d+)\s*([KMG]?I?B)?$/i.exec(text) ?? [];
  const factor = UNITS[(unit || 'B').toUpperCase()];
  if (number === '' || factor === undefined) {
    throw new ConfigError(`--max-input ${text} is not a size`, { remedy: 'write it as 500MB or 1GiB' });
  }
  return Number(number) * factor;
}
