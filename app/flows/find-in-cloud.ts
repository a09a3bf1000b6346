import type { ResourceEstimate } from '#app/estimate/estimate.ts';
import { estimateProject } from '#app/estimate/estimate-project.ts';
import { Decimal } from '#app/measure/decimal.ts';
import { actionNamed } from '#app/remediation/actions/registry.ts';
import { type AwsClients, callerAccount } from '#app/remediation/aws/clients.ts';
import { perMonth, type ReadCosts, readBilledDays, spreadOf } from '#app/remediation/billed-rate.ts';
import type { CloudAction } from '#app/remediation/cloud-action.ts';
import type { Bill, PricedBill, Sighting } from '#app/remediation/cloud-detector.ts';
import { CLOUD_DETECTORS } from '#app/remediation/detectors/registry.ts';
import type { Finding, SavingsAnswer } from '#app/remediation/finding.ts';
import { type CloudFinding, cloudFindingId } from '#app/remediation/make-plan.ts';
import { ownerOf } from '#app/remediation/rails.ts';
import { savingsOf } from '#app/remediation/savings.ts';
import type { RemediationSettings } from '#app/remediation/settings.ts';
import type { Attributes, ResourceInstance, TerraformProject } from '#app/terraform/resource.ts';
import { type EstimateInputsDeps, withoutWarnings } from './estimate-inputs.ts';

export interface CloudFindRequest {
  /** One for each region. */
  readonly clients: readonly AwsClients[];
  readonly settings: RemediationSettings;
  /** Ids and ARNs that code describes: such a resource is changed in its code. */
  readonly managed: ReadonlySet<string>;
}

export interface CloudFindDeps extends EstimateInputsDeps {
  /** What was billed, where there is a warehouse. */
  readonly readCosts: ReadCosts | null;
}

const LOOKBACK_DAYS = 28;
const LEAST_DAYS = 14;
const DAY_MS = 86_400_000;

/** What clouds bill in vain and no code describes. Throws UpstreamError where a cloud does not answer. */
export async function findInCloud(request: CloudFindRequest, deps: CloudFindDeps): Promise<readonly CloudFinding[]> {
  const { settings } = request;
  const found: CloudFinding[] = [];
  for (const clients of request.clients) {
    const account = await callerAccount(clients);
    const context = {
      ...{ clients, account, now: deps.now },
      minimumAgeDays: settings.execution.minimumAgeDays,
      logRetentionDays: settings.logRetentionDays,
    };
    for (const detector of CLOUD_DETECTORS.filter((each) => settings.remedies?.includes(each.id) ?? true)) {
      for (const sighting of await detector.look(context)) {
        const action = actionNamed(sighting.action);
        if (!action || isManaged(sighting, action, request)) continue;
        const savings = await savingsIn(sighting, action, deps);
        if (savings.state === 'known' && !savings.savings.expected.amount.greaterThan(0)) continue;
        const { params, target, observed, reason, evidence } = sighting;
        const { id, title } = detector;
        found.push({ action, params, target, observed, reason, evidence, savings, detector: { id, title } });
      }
    }
  }
  return found;
}

/** Another owner, a hold, or code: nothing is proposed here. */
function isManaged(sighting: Sighting, action: CloudAction, { managed }: CloudFindRequest): boolean {
  const ids = [sighting.target.id, ...action.billedAs(sighting.target)];
  return (
    ids.some((id) => managed.has(id)) ||
    ownerOf(sighting.observed) !== null ||
    sighting.observed.tags['finops:hold'] !== undefined ||
    action.blocker(sighting.observed, sighting.params) !== null
  );
}

/** By the price book; at billed rates where the whole of the resource goes and the warehouse knows two weeks of it. */
async function savingsIn(sighting: Sighting, action: CloudAction, deps: CloudFindDeps): Promise<SavingsAnswer> {
  const { bill, target } = sighting;
  if ('unknown' in bill) return { state: 'unknown', reason: bill.unknown };
  const listed = listedSavings(bill, target.region, deps);
  const billed =
    bill.planned === null && bill.rows === undefined ? await billedSavings(action.billedAs(target), deps) : null;
  return withTransition(billed ?? listed, { bill, region: target.region, deps });
}

function listedSavings(bill: PricedBill, region: string, deps: CloudFindDeps): SavingsAnswer {
  const prior = priced(estimated(bill.type, { attributes: bill.attributes, region, deps }), bill.rows);
  const planned =
    bill.planned === null ? null : priced(estimated(bill.type, { attributes: bill.planned, region, deps }), bill.rows);
  return savingsOf([{ prior, planned }], { currency: deps.currency, mayBeCommitted: bill.mayBeCommitted });
}

function estimated(
  type: string,
  at: { readonly attributes: Attributes; readonly region: string; readonly deps: CloudFindDeps },
): ResourceEstimate {
  const { attributes, region, deps } = at;
  const resource: ResourceInstance = {
    ...{ address: `${type}.found`, mode: 'managed', type, name: 'found', index: null, module: '', provider: 'aws' },
    ...{ providerRegion: region, attributes, unknownReasons: {}, sensitivePaths: [], references: {} },
    tags: null,
    source: null,
  };
  const project = { name: 'cloud', path: '', kind: 'terraform_state_json', workspace: null, diagnostics: [] } as const;
  const { onResource: _, ...rest } = deps;
  const usage = withoutWarnings({ ...deps.usage, byAddress: new Map(), byType: new Map(), wildcards: [] });
  return estimateProject({ ...project, resources: [resource] }, { ...rest, usage }).resources[0] as ResourceEstimate;
}

/** The estimate with only some of its rows. */
function priced(estimate: ResourceEstimate, rows: string | undefined): ResourceEstimate {
  if (rows === undefined) return estimate;
  const components = estimate.components.filter((each) => each.name.startsWith(rows));
  const known = components.flatMap((each) => (each.monthlyCost ? [each.monthlyCost.amount] : []));
  const isComplete = components.length > 0 && known.length === components.length;
  const currency = estimate.monthlyCost?.currency;
  const amount = known.reduce((sum, each) => sum.plus(each), new Decimal(0));
  return {
    ...estimate,
    components,
    complete: isComplete,
    monthlyCost: isComplete && currency !== undefined ? { amount, currency } : null,
  };
}

async function billedSavings(resourceIds: readonly string[], deps: CloudFindDeps): Promise<SavingsAnswer | null> {
  if (deps.readCosts === null) return null;
  const to = new Date(Math.floor(deps.now.getTime() / DAY_MS) * DAY_MS);
  const from = new Date(to.getTime() - LOOKBACK_DAYS * DAY_MS);
  const period = { from: from.toISOString(), to: to.toISOString() };
  const [only, ...others] = await readBilledDays({ resourceIds, ...period }, deps.readCosts);
  if (!only || others.length > 0 || only.days.size < LEAST_DAYS) return null;
  // The newest days may not be complete yet.
  const days = [...only.days].sort(([one], [other]) => (one < other ? -1 : 1)).slice(0, -2);
  const spread = spreadOf(days.map(([, amount]) => amount));
  if (!spread) return null;
  const month = (amount: Decimal) => ({ amount: perMonth(amount), currency: only.currency });
  const { low, median, high } = spread;
  return {
    state: 'known',
    savings: {
      ...{ low: month(low), expected: month(median), high: month(high), basis: 'billed', transition: null },
      note: `EffectiveCost of ${days.length} days: lowest, median and highest.`,
    },
  };
}

/** Without what is kept instead: a snapshot holds at most what its volume does, so that it is taken off the low side. */
function withTransition(
  answer: SavingsAnswer,
  { bill, region, deps }: { readonly bill: Bill; readonly region: string; readonly deps: CloudFindDeps },
): SavingsAnswer {
  if (answer.state === 'unknown' || 'unknown' in bill || bill.snapshotGiB === undefined) return answer;
  const query = { provider: 'aws', service: 'ebs', family: 'snapshot', key: 'standard', region } as const;
  const found = deps.book.find(query);
  const { savings } = answer;
  if (found.state !== 'found' || savings.expected.currency !== deps.currency) {
    return { state: 'known', savings: { ...savings, note: `${savings.note} What the snapshot costs is not known.` } };
  }
  const amount = deps.convert(found.price.amount.times(bill.snapshotGiB), found.price.currency);
  const low = { ...savings.low, amount: savings.low.amount.minus(amount) };
  const note = `${savings.note} The snapshot costs at most the transition amount while it is kept.`;
  return { state: 'known', savings: { ...savings, low, transition: { amount, currency: deps.currency }, note } };
}

/** A finding of a cloud in the words of all findings. */
export function cloudFinding(found: CloudFinding): Finding {
  const { action, target, detector, reason, evidence, savings, observed } = found;
  const { id, region } = target;
  return {
    ...{
      id: cloudFindingId(found),
      remedy: detector.id,
      title: detector.title,
      lane: 'plan',
      reason,
      evidence,
      savings,
    },
    resources: [
      {
        address: id,
        type: action.id,
        project: `aws/${target.account}/${region}`,
        region,
        source: null,
        tags: observed.tags,
      },
    ],
    ...{ risk: action.risk, interruption: action.interruption, cautions: [], rollback: action.rollback },
    edits: { kind: 'declined', reason: 'no code describes it: finops remediate plan writes a plan file' },
    docs: action.source.url,
  };
}

const IDENTITIES = ['id', 'arn', 'allocation_id', 'identifier', 'name', 'instance_id'] as const;

/** Ids and ARNs of what plans and states describe. */
export function managedIds(projects: readonly TerraformProject[]): ReadonlySet<string> {
  const ids = projects.flatMap((project) =>
    project.resources.flatMap(({ attributes, mode }) =>
      mode === 'managed' ? IDENTITIES.map((name) => attributes[name]).filter((value) => typeof value === 'string') : [],
    ),
  );
  return new Set(ids);
}
