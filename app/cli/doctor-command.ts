import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ConfigError, InputError, PolicyError } from '#app/errors.ts';
import { findNativeOpa } from '#app/flows/native-opa.ts';
import { readPriceBook } from '#app/pricing/embedded.ts';
import { bookSignature } from '#app/pricing/status.ts';
import { trustedKeys } from '#app/pricing/trusted-keys.ts';
import { repositoryOf } from '#app/source/git-tree.ts';
import { checkBills } from './check-bills.ts';
import { checkRepositoryPolicies } from './check-policies.ts';
import { checkReporting } from './check-reporting.ts';
import type { Command, World } from './command.ts';
import { errorLine } from './exit-status.ts';
import { openRepository, type Repository } from './repository.ts';
import { writeResult } from './result.ts';

interface Finding {
  readonly what: string;
  readonly state: 'ok' | 'note' | 'wrong';
  readonly text: string;
}

const OLD_BOOK_DAYS = 120;

/** `finops doctor`: checks what the other commands need, and says what to do. */
export const doctorCommand: Command = {
  name: 'doctor',
  summary:
    'Check configuration, policies, price book, bills, git, Node, the GitHub App and its database, and say what to do',
  synopsis: '[PATH]',
  example: 'finops doctor',
  options: {},
  explains: { format: 'table' },
  async run(invocation, world) {
    const path = join(world.cwd, invocation.positionals[0] ?? '');
    const { checkApp } = await import('#app/server/check-app.ts');
    const readFile = (file: string): string => readFileSync(resolve(world.cwd, file), 'utf8');
    const app = await checkApp(world.env, { readFile });
    const policies = await policiesOf(path, world);
    const findings = [
      nodeVersion(),
      configuration(path),
      ...policies,
      ...(await nativeOpa(path, world)),
      priceBook(world),
      git(path),
      token(world),
      ...(await checkBills(world)),
      ...app,
    ];
    const marks = { ok: '✓', note: '–', wrong: '✗' } as const;
    const lines = findings.map((each) => `${marks[each.state]} ${each.what.padEnd(14)} ${each.text}`);
    writeResult(lines.join('\n'), invocation, world);
    return findings.some((each) => each.state === 'wrong') ? 2 : 0;
  },
};

function nodeVersion(): Finding {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= 24) return { what: 'Node', state: 'ok', text: process.versions.node };
  return { what: 'Node', state: 'wrong', text: `${process.versions.node} is too old; install Node 24` };
}

function configuration(path: string): Finding {
  try {
    const { configFile, root } = openRepository(path, Number.MAX_SAFE_INTEGER);
    const text = configFile ?? `none above ${root}; defaults hold (write .github/finops.yml to change them)`;
    return { what: 'Configuration', state: configFile ? 'ok' : 'note', text };
  } catch (error) {
    return { what: 'Configuration', state: 'wrong', text: errorLine(error) };
  }
}

/** Nothing where the configuration cannot be read: that is said already. */
async function policiesOf(path: string, world: World): Promise<readonly Finding[]> {
  const repository = readable(path);
  if (repository === null) return [];
  return [...(await checkRepositoryPolicies(repository, world)), ...checkReporting(repository, world)];
}

/** Null where the configuration cannot be read, which `configuration` reports. */
function readable(path: string): Repository | null {
  try {
    return openRepository(path, Number.MAX_SAFE_INTEGER);
  } catch (error) {
    if (error instanceof ConfigError || error instanceof InputError) return null;
    throw error;
  }
}

/** Named where the configuration asks for it; the engine in the box needs none. */
async function nativeOpa(path: string, world: World): Promise<readonly Finding[]> {
  const repository = readable(path);
  if (repository?.config.policies.engine !== 'opa') return [];
  try {
    const { file, version } = await findNativeOpa({ path: world.env['PATH'], repository: repository.root });
    return [{ what: 'opa', state: 'ok', text: `${version}, ${file}` }];
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    return [{ what: 'opa', state: 'wrong', text: errorLine(error).replace(/^finops: /, '') }];
  }
}

function priceBook(world: World): Finding {
  try {
    const book = readPriceBook(join(world.home, 'dist/prices'));
    const signature = bookSignature(book, trustedKeys());
    if (signature.state === 'invalid') {
      return { what: 'Price book', state: 'wrong', text: `${signature.reason}; install the toolkit again` };
    }
    const days = Math.floor((world.now.getTime() - Date.parse(`${book.asOf}T00:00:00Z`)) / 86_400_000);
    if (days <= OLD_BOOK_DAYS) {
      return { what: 'Price book', state: 'ok', text: `${book.asOf}, ${days} days old, ${signature.state}` };
    }
    return { what: 'Price book', state: 'note', text: `${book.asOf} is ${days} days old; run finops prices refresh` };
  } catch (error) {
    return { what: 'Price book', state: 'wrong', text: errorLine(error) };
  }
}

function git(path: string): Finding {
  const root = existsSync(path) ? repositoryOf(path) : null;
  const text = root ?? 'not inside a repository; diff and gate then need --prior and --planned';
  return { what: 'Git', state: root ? 'ok' : 'note', text };
}

function token(world: World): Finding {
  const found = Boolean(world.env['GITHUB_TOKEN']);
  return {
    what: 'GITHUB_TOKEN',
    state: 'note',
    text: found ? 'set' : 'not set; only commands that ask GitHub need it',
  };
}
