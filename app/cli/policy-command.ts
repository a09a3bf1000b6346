import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ConfigError, InputError, PolicyError } from '#app/errors.ts';
import { readPolicyAssets } from '#app/policy/assets.ts';
import { buildPolicies, checkPolicies, formatPolicies, testPolicies } from '#app/policy/tooling.ts';
import { lineDiff } from '#reports/line-diff.ts';
import { checkText, testText } from '#reports/policy-tooling.ts';
import { type Command, type Invocation, textOption, type World } from './command.ts';
import { ENGINE_EXPLAINS, ENGINE_OPTIONS } from './engine-options.ts';
import { evaluateInput, replay } from './policy-eval.ts';
import { readJson } from './read-json.ts';
import { policyFolder, readRegoFolder } from './rego-folder.ts';
import { chosenFormat, writeResult } from './result.ts';

/** Tests of a whole folder may take long; nothing waits for them but a person. */
const TIMEOUT_MS = 120_000;
const TEXT_OR_JSON = ['table', 'json'] as const;

/** `finops policy`: check, test, lay out, compile and evaluate Rego with no other binary. */
export const policyCommand: Command = {
  name: 'policy',
  summary: 'Check, test, format, build and evaluate policies in Rego',
  synopsis: 'check|test|fmt|build|eval [DIR]',
  example: [
    'finops policy check',
    'finops policy test .finops/policies --threshold 90',
    'finops policy fmt --diff',
    'finops policy build --out policy.wasm',
    'finops policy eval --input input.json',
    'finops policy eval policies/ --input infracost.json --input-format infracost',
    'finops policy eval --replay 5f0c… --decision-log decisions.jsonl',
  ].join('\n'),
  options: {
    strict: { type: 'boolean' },
    data: { type: 'string' },
    run: { type: 'string' },
    threshold: { type: 'string' },
    write: { type: 'boolean' },
    diff: { type: 'boolean' },
    input: { type: 'string' },
    'input-format': { type: 'string' },
    replay: { type: 'string' },
    'decision-log': { type: 'string' },
    ...ENGINE_OPTIONS,
  },
  explains: {
    strict: 'check: strictly, as the gate does; there is no other way, and the option is for readers of opa check',
    data: 'test: a JSON file with what the policies read as data',
    run: 'test: only tests whose name matches this regular expression',
    threshold: 'test: fail when fewer than this percentage of the lines is reached',
    write: 'fmt: change the files',
    diff: 'fmt: show what would change',
    input: 'eval: the input, a document of finops.policy/v1 or a logged decision',
    'input-format': 'eval: finops (the default) or infracost',
    replay: 'eval: make a logged decision again; a file of it, or its id in --decision-log',
    'decision-log': 'eval: the file, or the database (sqlite:… or postgres://…), that --replay ID looks in',
    opa: `eval: ${ENGINE_EXPLAINS.opa}`,
  },
  async run(invocation, world) {
    const [verb, folder] = invocation.positionals;
    if (invocation.positionals.length > 2) throw new ConfigError('finops policy takes one DIR');
    if (invocation.values['opa'] === true && verb !== 'eval') {
      throw new ConfigError(
        `--opa is for eval: ${verb ?? 'the rest'} answers for the engine, which decides what the gate takes`,
        {
          remedy: 'leave --opa out, or run opa itself on the files, which are plain Rego',
        },
      );
    }
    const at = { invocation, world, folder: policyFolder(folder, world.cwd) };
    switch (verb) {
      case 'check':
        return check(at);
      case 'test':
        return test(at);
      case 'fmt':
        return format(at);
      case 'build':
        return build(at);
      case 'eval':
        return textOption(invocation, 'replay') === undefined ? evaluateInput(at) : replay(at);
      default:
        throw new ConfigError('finops policy needs check, test, fmt, build or eval', {
          remedy: 'see finops policy --help',
        });
    }
  },
};

interface PolicyRun {
  readonly invocation: Invocation;
  readonly world: World;
  readonly folder: string;
}

function toolingOf({ world, folder }: PolicyRun) {
  const assets = readPolicyAssets(join(world.home, 'policies'));
  return { sources: readRegoFolder(folder, world.cwd), deps: { assets, timeoutMs: TIMEOUT_MS } };
}

async function check(at: PolicyRun): Promise<number> {
  const asJson = chosenFormat(at.invocation, TEXT_OR_JSON) === 'json';
  const { sources, deps } = toolingOf(at);
  const found = await checkPolicies(sources, deps);
  writeResult(asJson ? JSON.stringify(found, null, 2) : checkText(found), at.invocation, at.world);
  return found.faults.length > 0 ? 1 : 0;
}

async function test(at: PolicyRun): Promise<number> {
  const asJson = chosenFormat(at.invocation, TEXT_OR_JSON) === 'json';
  const { sources, deps } = toolingOf(at);
  const dataFile = textOption(at.invocation, 'data');
  const filter = textOption(at.invocation, 'run');
  const threshold = thresholdOf(at.invocation);
  const found = await testPolicies(
    {
      sources,
      ...(dataFile === undefined ? {} : { data: readJson(dataFile, at.world.cwd) }),
      ...(filter === undefined ? {} : { filter }),
    },
    deps,
  );
  writeResult(asJson ? JSON.stringify(found, null, 2) : testText(found), at.invocation, at.world);
  if (found.faults.length > 0) return 1;
  if (found.coveragePercent < threshold) {
    at.world.err(
      `finops: the tests reach less than the ${threshold} % of --threshold; write a test for each line above\n`,
    );
  }
  const isGreen = found.tests.every(({ outcome }) => outcome === 'pass' || outcome === 'skip');
  return isGreen && found.coveragePercent >= threshold ? 0 : 1;
}

function thresholdOf(invocation: Invocation): number {
  const text = textOption(invocation, 'threshold') ?? '0';
  const value = Number(text);
  if (value >= 0 && value <= 100) return value;
  throw new ConfigError(`--threshold ${text} is no percentage`, { remedy: 'give a number from 0 to 100' });
}

async function format(at: PolicyRun): Promise<number> {
  const { sources, deps } = toolingOf(at);
  const formatted = await readable(() => formatPolicies(sources, deps));
  const changed = Object.entries(formatted).filter(([file, text]) => sources[file] !== text);
  if (at.invocation.values['write'] === true) {
    for (const [file, text] of changed) writeFileSync(resolve(at.world.cwd, file), text);
  }
  const shown = changed.map(([file, after]) =>
    at.invocation.values['diff'] === true ? lineDiff({ file, before: sources[file] ?? '', after }) : `${file}\n`,
  );
  if (shown.length > 0) writeResult(shown.join(''), at.invocation, at.world);
  return changed.length > 0 && at.invocation.values['write'] !== true ? 1 : 0;
}

async function build(at: PolicyRun): Promise<number> {
  const { sources, deps } = toolingOf(at);
  const checked = await checkPolicies(sources, deps);
  if (checked.faults.length > 0) {
    at.world.err(`${checkText(checked)}\n`);
    return 1;
  }
  const { wasm, entrypoints } = await buildPolicies(sources, deps);
  const file = textOption(at.invocation, 'out') ?? 'policy.wasm';
  writeFileSync(resolve(at.world.cwd, file), wasm);
  at.world.out(`${file}: ${wasm.length} bytes\n${entrypoints.map((each) => `  ${each}\n`).join('')}`);
  return 0;
}

/** A text that does not parse is an input that could not be read. */
async function readable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof PolicyError)) throw cause;
    throw new InputError(cause.message, { place: cause.place, cause });
  }
}
