import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { load } from 'js-yaml';
import type { Catalogue } from '#app/catalog/registry.ts';
import { ConfigError, type ErrorDetails } from '#app/errors.ts';
import { USAGE_SIZES, type UsageSize } from '#app/estimate/assumed-usage.ts';
import { checkUsage } from '#app/estimate/check-usage.ts';
import { NO_USAGE, readUsageFile, type UsageFile } from '#app/estimate/usage.ts';
import { configuredUsage } from '#app/flows/configured-usage.ts';
import { type Invocation, textOption, type World } from './command.ts';
import type { Repository } from './repository.ts';

/** Where the usage file stands, null when neither option nor configuration names one. */
export interface UsagePath {
  /** As the person wrote it. */
  readonly shown: string;
  readonly path: string;
}

interface At {
  readonly repository: Repository;
  readonly world: World;
}

/** The usage file of `--usage-file`, else of the configuration. */
export function usagePath(invocation: Invocation, { repository, world }: At): UsagePath | null {
  const given = textOption(invocation, 'usage-file');
  if (given !== undefined) return { shown: given, path: resolve(world.cwd, given) };
  const { usage } = repository.config;
  return usage === undefined ? null : { shown: usage, path: join(repository.root, usage) };
}

/**
 * The stated usage, with a warning and its line for what is stated in vain: `--usage-file` for everything, else what
 * the configuration names.
 * @throws ConfigError when a file does not exist (unless it is about to be written) or is no usage file.
 */
export function readUsage(invocation: Invocation, at: At & { readonly catalogue: Catalogue }): UsageFile {
  const { repository, world } = at;
  const given = textOption(invocation, 'usage-file');
  if (given !== undefined) {
    const missing = { place: { file: given }, remedy: 'check --usage-file' };
    return readFrom({ shown: given, path: resolve(world.cwd, given) }, { invocation, at, missing });
  }
  return configuredUsage(repository.config, (shown) => {
    const place = { file: repository.configFile ?? shown };
    const missing = { place, remedy: "correct the path: it is relative to the repository's root" };
    return readFrom({ shown, path: join(repository.root, shown) }, { invocation, at, missing });
  });
}

function readFrom(
  { shown, path }: UsagePath,
  around: {
    readonly invocation: Invocation;
    readonly at: { readonly catalogue: Catalogue };
    readonly missing: ErrorDetails;
  },
): UsageFile {
  if (!existsSync(path)) {
    if (around.invocation.values['sync-usage-file'] === true) return NO_USAGE;
    throw new ConfigError(`there is no usage file ${shown}`, around.missing);
  }
  const text = readFileSync(path, 'utf8');
  return { ...usageIn(text, shown), warnings: checkUsage({ text, file: shown }, around.at.catalogue) };
}

/** @throws ConfigError for a size that is not known. */
export function usageSize(invocation: Invocation): UsageSize | undefined {
  const given = textOption(invocation, 'usage');
  if (given === undefined) return undefined;
  const size = USAGE_SIZES.find((each) => each === given);
  if (size) return size;
  throw new ConfigError(`--usage ${given} is not known`, {
    remedy: `choose ${USAGE_SIZES.join(', ')}; --usage-file names a file`,
  });
}

/** @throws ConfigError when the text is not YAML or not a usage file. */
function usageIn(text: string, file: string): UsageFile {
  let document: unknown;
  try {
    document = load(text);
  } catch (cause) {
    const line = (cause as { readonly mark?: { readonly line?: number } }).mark?.line;
    const place = { file, ...(line === undefined ? {} : { line: line + 1 }) };
    throw new ConfigError('the usage file is not valid YAML', { place, cause, remedy: 'correct the YAML' });
  }
  return readUsageFile(document, { file });
}
