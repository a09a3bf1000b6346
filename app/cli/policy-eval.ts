import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ConfigError, InputError } from '#app/errors.ts';
import { openNativeOpa } from '#app/flows/native-opa.ts';
import { openedBundle, readBundle } from '#app/flows/open-bundle.ts';
import { readPolicyAssets } from '#app/policy/assets.ts';
import { evaluatePolicies, type PolicyDecision } from '#app/policy/evaluate-policies.ts';
import { findDecision } from '#app/policy/find-decision.ts';
import { evaluateForeign } from '#app/policy/foreign-policies.ts';
import { PolicyInput } from '#app/policy/input.ts';
import { type Replay, replayDecision } from '#app/policy/replay-decision.ts';
import { readPolicySettings } from '#app/policy/settings.ts';
import { gatePolicies } from '#app/policy/tooling.ts';
import { openDatabase } from '#app/warehouse/database.ts';
import { decisionOf } from '#app/warehouse/decision-store.ts';
import { resultLines } from '#reports/gate-table.ts';
import { foreignText } from '#reports/policy-tooling.ts';
import { type Invocation, textOption, type World } from './command.ts';
import { withEngine } from './engine-options.ts';
import { readJson, readText } from './read-json.ts';
import { readRegoFolder } from './rego-folder.ts';
import { openRepository } from './repository.ts';
import { chosenFormat, writeResult } from './result.ts';

interface EvalRun {
  readonly invocation: Invocation;
  readonly world: World;
  readonly folder: string;
}

const FORMATS = ['table', 'json'] as const;

/**
 * `finops policy eval --input F`: the policies of the folder over a document, with the packs that the configuration
 * around the folder turns on. The verdict's own exit status.
 */
export async function evaluateInput(at: EvalRun): Promise<number> {
  const { invocation, world, folder } = at;
  const file = textOption(invocation, 'input');
  if (file === undefined) throw new ConfigError('finops policy eval needs --input FILE or --replay DECISION');
  const shape = textOption(invocation, 'input-format') ?? 'finops';
  const document = file === '-' ? parse(world.readStdin()) : readJson(file, world.cwd);
  if (shape === 'infracost') return evaluateInfracost(at, document);
  if (shape !== 'finops') {
    throw new ConfigError(`--input-format ${shape} is not known`, { remedy: 'choose finops or infracost' });
  }
  const assets = readPolicyAssets(join(world.home, 'policies'));
  const { config: found, tree, root } = openRepository(resolve(world.cwd, folder), Number.MAX_SAFE_INTEGER);
  const config = withEngine(found, invocation);
  const tooling = { assets, timeoutMs: config.policies.timeoutMs };
  const { bundle, refused } = await openedBundle(readBundle(tree, config), tooling);
  const decision = await evaluatePolicies(
    {
      bundle,
      unread: refused,
      input: readInput(document, file),
      settings: readPolicySettings(config.policies, { index: assets.index }),
      customPolicies: Object.entries(gatePolicies(readRegoFolder(folder, world.cwd))).map(([path, text]) => ({
        path,
        text,
      })),
      waivers: [],
      overrides: [],
    },
    { assets, newId: randomUUID, opa: openNativeOpa({ path: world.env['PATH'], repository: root }) },
  );
  return show(at, { decision });
}

/** `finops policy eval --replay DECISION`: what was decided, decided again with the clock and the policies of then. */
export async function replay(at: EvalRun): Promise<number> {
  const { invocation, world } = at;
  const named = textOption(invocation, 'replay') ?? '';
  const assets = readPolicyAssets(join(world.home, 'policies'));
  const { decision, same, samePolicies } = await replayDecision(await loggedLine(at, named), {
    assets,
    newId: randomUUID,
    opa: openNativeOpa({ path: world.env['PATH'], repository: world.cwd }),
  });
  const status = await show(at, { decision, replay: { same, samePolicies } });
  if (same) return status;
  const why = samePolicies ? 'although the policies are those of then' : 'the packs or policies are not those of then';
  world.err(`finops: the decision is not the recorded one: ${why}\n`);
  return 5;
}

async function loggedLine({ invocation, world }: EvalRun, named: string): Promise<string> {
  if (named === '-') return world.readStdin();
  if (existsSync(resolve(world.cwd, named))) return findDecision(readText(named, world.cwd), null);
  const log = textOption(invocation, 'decision-log');
  if (log === undefined) {
    throw new InputError(`there is no file ${named}`, { remedy: 'name a file, or an id together with --decision-log' });
  }
  if (/^(sqlite:|postgres(ql)?:)/.test(log)) return storedDecision(named, log);
  return findDecision(readText(log, world.cwd), named);
}

async function storedDecision(id: string, url: string): Promise<string> {
  const database = openDatabase(url);
  try {
    const line = await decisionOf(id, database);
    if (line !== null) return line;
    throw new InputError(`the log holds no decision ${id}`, { remedy: 'check the id' });
  } finally {
    await database.tables.destroy();
  }
}

function show(
  { invocation, world }: EvalRun,
  shown: { readonly decision: PolicyDecision; readonly replay?: Pick<Replay, 'same' | 'samePolicies'> },
): number {
  const { decision, results, waivers, overrides, policyDigest, decisionId, exit } = shown.decision;
  const fired = results.filter(({ outcome }) => outcome !== 'pass');
  const text =
    chosenFormat(invocation, FORMATS) === 'json'
      ? JSON.stringify(
          {
            decision,
            results,
            waivers,
            overrides,
            policyDigest,
            decisionId,
            ...(shown.replay ? { replay: shown.replay } : {}),
          },
          null,
          2,
        )
      : [
          ...fired.flatMap(resultLines),
          `Decision      ${decision}${shown.replay ? `, ${shown.replay.same ? 'as recorded' : 'NOT as recorded'}` : ''}`,
        ].join('\n');
  writeResult(text, invocation, world);
  return exit;
}

async function evaluateInfracost({ invocation, world, folder }: EvalRun, input: unknown): Promise<number> {
  const assets = readPolicyAssets(join(world.home, 'policies'));
  const { config } = openRepository(resolve(world.cwd, folder), Number.MAX_SAFE_INTEGER);
  const findings = await evaluateForeign(
    { sources: readRegoFolder(folder, world.cwd), input },
    { assets, timeoutMs: config.policies.timeoutMs },
  );
  const denied = findings.some(({ outcome }) => outcome === 'deny');
  const decision = denied ? 'deny' : findings.some(({ outcome }) => outcome === 'warn') ? 'warn' : 'allow';
  const asJson = chosenFormat(invocation, FORMATS) === 'json';
  const text = asJson ? JSON.stringify({ decision, results: findings }, null, 2) : foreignText(findings, decision);
  writeResult(text, invocation, world);
  return denied ? 1 : 0;
}

/** The document itself, or the input of a logged decision. */
function readInput(document: unknown, file: string): PolicyInput {
  const logged = typeof document === 'object' && document !== null && 'decision_id' in document;
  const value = logged && 'input' in document ? document.input : document;
  const parsed = PolicyInput.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new InputError(`this is no finops.policy/v1: ${issue?.path.join('.')}: ${issue?.message}`, {
    place: { file },
    remedy: 'docs/policy-input.schema.json describes it; for an estimate add --input-format infracost',
    cause: parsed.error,
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new InputError('the standard input is not JSON', { cause });
  }
}
