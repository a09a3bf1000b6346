import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openPolicies } from '#app/flows/open-policies.ts';
import { readPolicyAssets } from '#app/policy/assets.ts';
import { checkPolicies, type RegoSources } from '#app/policy/tooling.ts';
import type { World } from './command.ts';
import { errorLine } from './exit-status.ts';
import { readRegoFolder } from './rego-folder.ts';
import type { Repository } from './repository.ts';

const REMIND_DAYS = 14;

/** What `finops doctor` says of the policies of a repository. */
export interface PolicyFinding {
  readonly what: 'Policies' | 'Waivers';
  readonly state: 'ok' | 'note' | 'wrong';
  readonly text: string;
}

/** Whether packs are configured rightly, the team's own Rego compiles as the gate compiles it, and no waiver is over. */
export async function checkRepositoryPolicies(repository: Repository, world: World): Promise<readonly PolicyFinding[]> {
  const { config, tree, root } = repository;
  const assets = readPolicyAssets(join(world.home, 'policies'));
  try {
    const { waivers } = openPolicies({ tree, config, overrides: [] }, { assets, newId: randomUUID });
    const packs = ['coverage', ...Object.keys(config.policies.packs).filter((name) => name !== 'coverage')];
    const sources = ownPolicies(root, config.policies.paths);
    const own = Object.keys(sources).length;
    const { rules, faults } = own > 0 ? await checkPolicies(sources, { assets, timeoutMs: 30_000 }) : NOTHING;
    const [fault] = faults;
    if (fault) {
      const text = `${[fault.file, fault.line].filter((part) => part !== null).join(':')}: ${firstLine(fault.message)}`;
      return [{ what: 'Policies', state: 'wrong', text: `${text}; run finops policy check` }];
    }
    const text = `packs ${packs.join(', ')}; ${rules.length} rules of your own in ${own} files`;
    return [{ what: 'Policies', state: 'ok', text }, ...waiverFindings(waivers, world.now)];
  } catch (error) {
    return [{ what: 'Policies', state: 'wrong', text: errorLine(error).replace(/^finops: /, '') }];
  }
}

const NOTHING = { rules: [], faults: [] } as const;

function ownPolicies(root: string, paths: readonly string[]): RegoSources {
  const there = paths.filter((path) => existsSync(join(root, path)));
  return Object.assign({}, ...there.map((path) => readRegoFolder(path, root))) as RegoSources;
}

function waiverFindings(
  waivers: readonly { readonly id: string; readonly owner: string; readonly expires: string }[],
  now: Date,
): readonly PolicyFinding[] {
  if (waivers.length === 0) return [];
  const left = (expires: string): number => (Date.parse(expires) - now.getTime()) / 86_400_000;
  const over = waivers.find((each) => left(each.expires) < 0);
  if (over) {
    return [
      {
        what: 'Waivers',
        state: 'wrong',
        text: `${over.id} (${over.owner}) expired on ${over.expires}; remove it or renew it`,
      },
    ];
  }
  const soon = waivers
    .filter((each) => left(each.expires) < REMIND_DAYS)
    .map((each) => `${each.id} on ${each.expires}`);
  const text = soon.length === 0 ? `${waivers.length}, none expires soon` : `soon to expire: ${soon.join(', ')}`;
  return [{ what: 'Waivers', state: soon.length === 0 ? 'ok' : 'note', text }];
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? text;
}
