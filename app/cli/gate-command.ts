import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { ConfigError, type FinopsError, InputError } from '#app/errors.ts';
import { gateChange } from '#app/flows/gate-change.ts';
import type { GateReport } from '#app/flows/gate-report.ts';
import { openPolicies } from '#app/flows/open-policies.ts';
import { readPolicyAssets } from '#app/policy/assets.ts';
import { commentMarkdown } from '#reports/comment.ts';
import { gateJson } from '#reports/gate-json.ts';
import { gateTable } from '#reports/gate-table.ts';
import { type Command, type Invocation, textOption, type World } from './command.ts';
import { readEstimating } from './estimating.ts';
import { errorLine } from './exit-status.ts';
import { chosenFormat, writeResult } from './result.ts';
import { CHANGE_EXPLAINS, CHANGE_OPTIONS, INPUT_EXPLAINS, INPUT_OPTIONS, readChange } from './sides.ts';

const FORMATS = ['table', 'json', 'markdown'] as const;
/** GitHub's limit for a comment. */
const COMMENT_LIMIT = 65_536;

/** `finops gate`: may this change be merged? */
export const gateCommand: Command = {
  name: 'gate',
  summary: 'The difference, judged by the policies: exit 0 allows, 1 denies, 5 could not judge',
  synopsis: '[PLAN.json] | --prior PATH --planned PATH | --planned PATH | --git-base REF [PATH…]',
  example: 'finops gate --git-base origin/main infra/ --format markdown',
  options: { ...INPUT_OPTIONS, ...CHANGE_OPTIONS, 'fail-on': { type: 'string' } },
  explains: {
    'fail-on': 'deny (the default) or warn; what cannot be judged always fails',
    ...CHANGE_EXPLAINS,
    ...INPUT_EXPLAINS,
  },
  async run(invocation, world) {
    const format = chosenFormat(invocation, FORMATS);
    const failOn = failOnOf(invocation);
    try {
      const report = await judge(invocation, world);
      writeResult(render(report, format, world), invocation, world);
      return statusOf(report.decision, failOn);
    } catch (error) {
      // What cannot be read cannot be judged, and what cannot be judged does not allow.
      if (!(error instanceof InputError)) throw error;
      return unjudged(error, { format, invocation, world });
    }
  },
};

async function judge(invocation: Invocation, world: World): Promise<GateReport> {
  const { repository, prior, planned } = readChange(invocation, world);
  const { tree, config } = repository;
  const policies = openPolicies(
    { tree, config, overrides: [] },
    { assets: readPolicyAssets(join(world.home, 'policies')), newId: randomUUID },
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
  const estimating = readEstimating(invocation, { repository, world });
  return gateChange({ prior, planned, around }, { estimating, evaluate: policies.evaluate });
}

function render(report: GateReport, format: (typeof FORMATS)[number], world: World): string {
  switch (format) {
    case 'json':
      return JSON.stringify(gateJson(report, world.now), null, 2);
    case 'markdown':
      return commentMarkdown(report, { reportUrl: null, limit: COMMENT_LIMIT });
    case 'table':
      return gateTable(report);
  }
}

function statusOf(decision: GateReport['decision'], failOn: 'warn' | 'deny'): number {
  if (decision === 'error') return 5;
  return decision === 'deny' || (decision === 'warn' && failOn === 'warn') ? 1 : 0;
}

function unjudged(
  error: FinopsError,
  at: { readonly format: string; readonly invocation: Invocation; readonly world: World },
): number {
  const { place = null, remedy = null, message } = error;
  if (at.format === 'json') {
    const document = {
      decision: 'error',
      estimate: null,
      results: [],
      waivers: [],
      overrides: [],
      error: { message, place, remedy },
    };
    writeResult(JSON.stringify(document, null, 2), at.invocation, at.world);
  }
  at.world.err(`${errorLine(error)}\n`);
  return 5;
}

function failOnOf(invocation: Invocation): 'warn' | 'deny' {
  const text = textOption(invocation, 'fail-on') ?? 'deny';
  if (text === 'warn' || text === 'deny') return text;
  throw new ConfigError(`--fail-on ${text} is not known`, { remedy: 'choose warn or deny' });
}
