import type { FileBudget } from '#app/budgets/budgets-file.ts';
import type { FinopsConfig } from '#app/config/finops-config.ts';
import { lineOfKey } from '#app/config/yaml-line.ts';
import { ConfigError, type Place } from '#app/errors.ts';
import type { PolicyAssets } from '#app/policy/assets.ts';
import { evaluatePolicies, type PolicyDecision, type PolicyFile } from '#app/policy/evaluate-policies.ts';
import type { PolicyInput } from '#app/policy/input.ts';
import type { NativeOpa } from '#app/policy/native-opa.ts';
import type { Override } from '#app/policy/overrides.ts';
import { isMaskFile, loggedDecision } from '#app/policy/policy-masks.ts';
import type { PolicyResult } from '#app/policy/result.ts';
import { readPolicySettings } from '#app/policy/settings.ts';
import { type PlacedWaiver, parseWaivers } from '#app/policy/waiver.ts';
import type { Tree } from '#app/source/tree.ts';
import type { BudgetAmounts } from './budget-standings.ts';
import { inputBudgets, readBudgets } from './input-budgets.ts';
import { openedBundle, readBundle } from './open-bundle.ts';

export interface PoliciesRequest {
  /** Where policies and waivers are read from: the base of a pull request, never its head. */
  readonly tree: Tree;
  readonly config: FinopsConfig;
  readonly overrides: readonly Override[];
}

export interface PoliciesDeps {
  readonly assets: PolicyAssets;
  readonly newId: () => string;
  /** Where an `opa` of the machine may be run, when the configuration says `policies.engine: opa`. */
  readonly opa?: NativeOpa;
  /** Called with every decision as a masked line of the decision log. */
  readonly onDecision?: (line: string) => void | Promise<void>;
  /** What the warehouse knows of the budgets that hold; left out: nobody knows. */
  readonly budgetAmounts?: ReadBudgetAmounts;
  /** The incidents that are open; asked only where a policy may read them; left out: nobody knows of any. */
  readonly openAnomalies?: (asked: { readonly currency: string }) => Promise<PolicyInput['anomalies']>;
}

/** Amounts of this month by the id of the budget; `currency` is that of budgets which name none. */
export type ReadBudgetAmounts = (asked: {
  readonly budgets: readonly FileBudget[];
  readonly currency: string;
}) => Promise<ReadonlyMap<string, BudgetAmounts>>;

/** Policies ready to judge, and the waivers as a policy may see them. */
export interface OpenedPolicies {
  readonly waivers: PolicyInput['waivers'];
  readonly evaluate: (
    input: PolicyInput,
    unread?: readonly PolicyResult[],
  ) => Promise<PolicyDecision & Pick<PolicyInput, 'budgets' | 'anomalies'>>;
}

const DEFAULT_FOLDER = '.finops/policies';
const DEFAULT_WAIVERS = '.finops/waivers.yml';

/**
 * The packs, custom policies, waivers and overrides of a gate.
 * @throws ConfigError when settings, a waiver file or a policy path is wrong.
 */
export function openPolicies({ tree, config, overrides }: PoliciesRequest, deps: PoliciesDeps): OpenedPolicies {
  const settings = readPolicySettings(config.policies, { index: deps.assets.index, placeOf: placesIn(tree) });
  const files = config.policies.paths.flatMap((path) => regoFiles(tree, path));
  const masks = files.filter(({ text }) => isMaskFile(text));
  const customPolicies = files.filter((each) => !masks.includes(each));
  const waivers = readWaivers(tree, config.waivers);
  const file = readBundle(tree, config);
  const budgets = readBudgets(tree, config);
  const tooling = { assets: deps.assets, timeoutMs: settings.timeoutMs };
  const limit = settings.packs['budgets']?.['maxOpenImpact'] ?? null;
  const wantsAnomalies =
    limit !== null || file !== null || customPolicies.some(({ text }) => text.includes('anomalies'));
  return {
    waivers: waivers.map(inputWaiver),
    async evaluate(given, unread = []) {
      const billed = await deps.budgetAmounts?.({ budgets, currency: given.currency });
      const limited = inputBudgets(
        budgets.map((each) => ({ ...each, billed: billed?.get(each.id), deployedTo: config.prices.account })),
        given,
      );
      const known = wantsAnomalies ? await deps.openAnomalies?.({ currency: given.currency }) : undefined;
      const input = { ...given, budgets: limited.budgets, anomalies: known ?? given.anomalies };
      const opened = await openedBundle(file, tooling);
      const request = {
        ...{ input, settings, customPolicies, waivers, overrides, bundle: opened.bundle },
        unread: [...unread, ...opened.refused, ...limited.refused],
      };
      const decision = await evaluatePolicies(request, deps);
      if (deps.onDecision) {
        await deps.onDecision(await loggedDecision(decision.event, { masks, deps: tooling }));
      }
      return { ...decision, budgets: input.budgets, anomalies: input.anomalies };
    },
  };
}

const CONFIG_FILES = ['.github/finops.yml', '.github/finops.yaml'];

/** Where keys stand in the configuration at the tree's root, where that is what was read. */
function placesIn(tree: Tree): (path: readonly string[]) => Place | undefined {
  return (path) => {
    const file = CONFIG_FILES.find((each) => tree.read(each) !== null);
    const bytes = file === undefined ? null : tree.read(file);
    return file === undefined || bytes === null
      ? undefined
      : { file, line: lineOfKey(new TextDecoder().decode(bytes), path) };
  };
}

function regoFiles(tree: Tree, folder: string): readonly PolicyFile[] {
  const files: PolicyFile[] = [];
  const pending = [folder.replace(/\/+$/, '')];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    for (const entry of tree.list(path)) {
      const inner = path === '' ? entry.name : `${path}/${entry.name}`;
      if (entry.kind === 'directory' && !entry.isLink) pending.push(inner);
      else if (entry.name.endsWith('.rego') && !entry.name.endsWith('_test.rego')) {
        files.push({ path: inner, text: new TextDecoder().decode(tree.read(inner) ?? new Uint8Array()) });
      }
    }
  }
  if (files.length === 0 && folder !== DEFAULT_FOLDER) {
    throw new ConfigError(`policies.paths: there is no Rego file below ${folder}`, {
      place: { file: '.github/finops.yml' },
      remedy: 'correct the path (relative to the root of the repository)',
    });
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function readWaivers(tree: Tree, path: string): readonly PlacedWaiver[] {
  const content = tree.read(path);
  if (content) return parseWaivers(new TextDecoder().decode(content), path);
  if (path === DEFAULT_WAIVERS) return [];
  throw new ConfigError(`waivers: there is no file ${path}`, {
    place: { file: '.github/finops.yml' },
    remedy: 'correct the path (relative to the root of the repository)',
  });
}

function inputWaiver(waiver: PlacedWaiver): PolicyInput['waivers'][number] {
  const { id, rule, selector, owner, expires, maxDelta } = waiver;
  const { address = null, tag = null, path = null } = selector as Readonly<Record<string, string | undefined>>;
  return { id, rule, selector: { address, tag, path }, owner, expires, maxDelta: maxDelta ?? null };
}
