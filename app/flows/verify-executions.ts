import { actionNamed } from '#app/remediation/actions/registry.ts';
import { type AwsClients, callerAccount } from '#app/remediation/aws/clients.ts';
import type { RealisedSavings } from '#app/remediation/realised-savings.ts';
import type { LedgerEntry } from './remediation-ledger.ts';
import { executionsOf, type SavingsDeps, savingsLedger } from './savings-ledger.ts';

/** Whether an executed plan still is as planned, and whether the bill fell. */
export interface Verified {
  readonly plan: string;
  readonly resource: string;
  /** `unseen` where the cloud was not asked, or the credentials are of another account. */
  readonly state: 'as-planned' | 'drifted' | 'unseen';
  readonly detail: string;
  /** Null where there is no warehouse. */
  readonly savings: RealisedSavings | null;
}

export interface VerifyDeps {
  /** Null: no cloud is asked. */
  readonly openClients: ((region: string) => AwsClients) | null;
  /** Null: no warehouse. */
  readonly savings: SavingsDeps | null;
}

/** Looks at every plan that was executed, or at one of them. Throws UpstreamError. */
export async function verifyExecutions(
  request: { readonly entries: readonly LedgerEntry[]; readonly plan: string | null },
  deps: VerifyDeps,
): Promise<readonly Verified[]> {
  const entries = request.entries.filter((each) => request.plan === null || each.plan === request.plan);
  const savings = deps.savings === null ? [] : await savingsLedger(entries, deps.savings);
  const found: Verified[] = [];
  for (const executed of executionsOf(entries)) {
    const { plan, resource, outcome, digest } = executed;
    const own = savings.find((each) => each.executed.digest === digest) ?? null;
    const seen =
      outcome === 'done'
        ? await stateOf(
            entries.find((each) => each.event === 'started' && each.digest === digest),
            deps,
          )
        : ({ state: 'unseen', detail: `the execution ended as ${outcome}` } as const);
    found.push({ plan, resource, ...seen, savings: own });
  }
  return found;
}

async function stateOf(
  started: LedgerEntry | undefined,
  { openClients }: VerifyDeps,
): Promise<Pick<Verified, 'state' | 'detail'>> {
  const text = (name: string): string => String(started?.details[name] ?? '');
  const action = actionNamed(text('action'));
  if (!action || openClients === null) return { state: 'unseen', detail: 'the cloud was not asked' };
  const [account, region, id] = [text('account'), text('region'), text('resource')];
  const clients = openClients(region);
  if ((await callerAccount(clients)) !== account) return { state: 'unseen', detail: `it is in account ${account}` };
  const observed = await action.observe({ provider: 'aws', account, region, id }, clients);
  const problem = action.check(observed, paramsOf(started));
  return problem === null ? { state: 'as-planned', detail: '' } : { state: 'drifted', detail: problem };
}

function paramsOf(started: LedgerEntry | undefined): Readonly<Record<string, string | number>> {
  const params = Object.entries(started?.details ?? {}).filter(([key]) => key.startsWith('param.'));
  return Object.fromEntries(params.map(([key, value]) => [key.slice('param.'.length), value ?? '']));
}
