import { ConfigError } from '#app/errors.ts';
import type { Command, Invocation, World } from './command.ts';
import { INPUT_EXPLAINS, INPUT_OPTIONS } from './input-options.ts';

/** A verb of `finops remediate`; each is loaded when it is asked for. */
type Verb = (invocation: Invocation, world: World) => Promise<number>;

const VERBS: ReadonlyMap<string, () => Promise<Verb>> = new Map([
  ['find', async () => (await import('./remediate-find.ts')).remediateFind],
  ['plan', async () => (await import('./remediate-plan.ts')).remediatePlan],
  ['apply', async () => (await import('./remediate-apply.ts')).remediateApply],
  ['verify', async () => (await import('./remediate-verify.ts')).remediateVerify],
  ['rollback', async () => (await import('./remediate-apply.ts')).remediateRollback],
  ['savings', async () => (await import('./remediate-savings.ts')).remediateSavings],
]);

/** `finops remediate find|…`: what costs less, and what was done about it. */
export const remediateCommand: Command = {
  name: 'remediate',
  summary: 'Find what costs less, write the change or a plan for it, execute what was approved, prove what it saved',
  synopsis: 'find [PATH…] | plan [ID] [PATH…] | apply PLAN | verify [PLAN] | rollback PLAN | savings',
  example: 'finops remediate find infra/prod --format json',
  options: {
    ...INPUT_OPTIONS,
    'pull-request': { type: 'boolean' },
    cloud: { type: 'string' },
    execute: { type: 'boolean' },
    region: { type: 'string', multiple: true },
  },
  explains: {
    ...INPUT_EXPLAINS,
    'pull-request': 'plan: open pull requests instead of writing files',
    cloud: 'find, plan: aws; look at what is billed there and no code describes',
    execute: 'apply, rollback: do it, after merge and reviews were verified through GitHub; without it nothing is done',
    region: 'region of the cloud (may be repeated; default AWS_REGION)',
    format: 'table or json; plan: text or json',
  },
  async run(invocation, world) {
    const [name, ...positionals] = invocation.positionals;
    const load = VERBS.get(name ?? '');
    if (!load) {
      const what = name === undefined ? 'finops remediate needs a verb' : `there is no finops remediate ${name}`;
      throw new ConfigError(what, { remedy: `choose ${[...VERBS.keys()].join(', ')}` });
    }
    return (await load())({ ...invocation, positionals }, world);
  },
};
