import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ConfigError, InputError } from '#app/errors.ts';
import { gateChange } from '#app/flows/gate-change.ts';
import type { GateReport } from '#app/flows/gate-report.ts';
import { openNativeOpa } from '#app/flows/native-opa.ts';
import { openPolicies, type ReadBudgetAmounts } from '#app/flows/open-policies.ts';
import { type PolicyAssets, readPolicyAssets } from '#app/policy/assets.ts';
import type { PolicyInput } from '#app/policy/input.ts';
import { type Command, type Invocation, textOption, type World } from './command.ts';
import { ENGINE_EXPLAINS, ENGINE_OPTIONS, withEngine } from './engine-options.ts';
import { readEstimating } from './estimating.ts';
import { errorLine } from './exit-status.ts';
import { GATE_FORMATS, renderGate, renderUnjudged } from './gate-output.ts';
import { CHANGE_EXPLAINS, CHANGE_OPTIONS, INPUT_EXPLAINS, INPUT_OPTIONS } from './input-options.ts';
import { printDiagnostics } from './input-status.ts';
import { chosenFormat, writeResult } from './result.ts';
import { readChange } from './sides.ts';
import { hasWarehouse, withWarehouse } from './warehouse.ts';

/** A log of decisions holds what the plan holds: for its owner alone. */
const PRIVATE = { mode: 0o600 };

/** `finops gate`: may this change be merged? */
export const gateCommand: Command = {
  name: 'gate',
  summary: 'The difference, judged by the policies: exit 0 allows, 1 denies, 5 could not judge',
  synopsis: '[PLAN.json] | --prior PATH --planned PATH | --planned PATH | --git-base REF [PATH…]',
  example: 'finops gate --git-base origin/main infra/ --format markdown',
  options: {
    ...INPUT_OPTIONS,
    ...CHANGE_OPTIONS,
    ...ENGINE_OPTIONS,
    'fail-on': { type: 'string' },
    'decision-log': { type: 'string' },
  },
  explains: {
    'fail-on': 'deny (the default) or warn; what cannot be judged always fails',
    'decision-log': "a file to which the decision is added as one line of OPA's own JSON, masked",
    ...ENGINE_EXPLAINS,
    ...CHANGE_EXPLAINS,
    ...INPUT_EXPLAINS,
    format: 'table (the default), json, markdown, sarif or junit',
  },
  async run(invocation, world) {
    const format = chosenFormat(invocation, GATE_FORMATS);
    const failOn = failOnOf(invocation);
    const assets = readPolicyAssets(join(world.home, 'policies'));
    const output = { format, rules: assets.index.rules, now: world.now };
    try {
      const report = await judge(invocation, { world, assets });
      writeResult(renderGate(report, output), invocation, world);
      return statusOf(report.decision, failOn);
    } catch (error) {
      // What cannot be read cannot be judged, and what cannot be judged does not allow.
      if (!(error instanceof InputError)) throw error;
      const text = renderUnjudged(error, output);
      if (text !== null) writeResult(text, invocation, world);
      world.err(`${errorLine(error)}\n`);
      return 5;
    }
  },
};

interface Judging {
  readonly world: World;
  readonly assets: PolicyAssets;
}

async function judge(invocation: Invocation, { world, assets }: Judging): Promise<GateReport> {
  const { repository, prior, planned } = await readChange(invocation, world);
  const { tree } = repository;
  const config = withEngine(repository.config, invocation);
  const log = textOption(invocation, 'decision-log');
  const policies = openPolicies(
    { tree, config, overrides: [] },
    {
      assets,
      newId: randomUUID,
      opa: openNativeOpa({ path: world.env['PATH'], repository: repository.root }),
      ...(hasWarehouse(world)
        ? {
            budgetAmounts: (asked) => readBudgetAmounts(asked, world),
            openAnomalies: (asked) => readOpenAnomalies(asked, world),
          }
        : {}),
      ...(log === undefined ? {} : { onDecision: (line) => appendFileSync(resolve(world.cwd, log), line, PRIVATE) }),
    },
  );
  const around = {
    now: world.now,
    environment: textOption(invocation, 'workspace') ?? null,
    pullRequest: null,
    actor: null,
    budgets: [],
    anomalies: [],
    waivers: policies.waivers,
    approvals: [],
  };
  const estimating = await readEstimating(invocation, { repository, world, sides: [prior, planned] });
  const report = await gateChange({ prior, planned, around }, { estimating, evaluate: policies.evaluate });
  estimating.progress.end();
  printDiagnostics(estimating.usage.warnings ?? [], world);
  return report;
}

/** Loaded where there are budgets and a warehouse: nobody else pays for its drivers. */
async function readBudgetAmounts(asked: Parameters<ReadBudgetAmounts>[0], world: World): ReturnType<ReadBudgetAmounts> {
  if (asked.budgets.length === 0) return new Map();
  const { budgetAmounts } = await import('#app/flows/budget-standings.ts');
  return withWarehouse(world, (database) => budgetAmounts(asked, { database, now: world.now }));
}

/** Loaded where a policy reads them and there is a warehouse. */
async function readOpenAnomalies(
  asked: { readonly currency: string },
  world: World,
): Promise<PolicyInput['anomalies']> {
  const { openAnomalies } = await import('#app/flows/open-anomalies.ts');
  return withWarehouse(world, (database) => openAnomalies(asked, { database }));
}

function statusOf(decision: GateReport['decision'], failOn: 'warn' | 'deny'): number {
  if (decision === 'error') return 5;
  return decision === 'deny' || (decision === 'warn' && failOn === 'warn') ? 1 : 0;
}

function failOnOf(invocation: Invocation): 'warn' | 'deny' {
  const text = textOption(invocation, 'fail-on') ?? 'deny';
  if (text === 'warn' || text === 'deny') return text;
  throw new ConfigError(`--fail-on ${text} is not known`, { remedy: 'choose warn or deny' });
}
