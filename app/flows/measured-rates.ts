import { ConfigError, InputError, UpstreamError } from '#app/errors.ts';
import type { OpenCostPricing } from '#app/estimate/kubernetes/kubernetes-pricing.ts';
import { ratesFromAllocation } from '#app/estimate/kubernetes/opencost-allocation.ts';
import { getJson, type HttpPorts } from '#app/pricing/refresh/get-json.ts';

/** A week shows what nodes cost on working days and on others. */
const QUERY = 'window=7d&aggregate=cluster&accumulate=true';
const TIMEOUT_MS = 15_000;

/**
 * The rates by which a running OpenCost allocated the last seven days, read from its `/allocation`.
 * @throws ConfigError for an address that is none; UpstreamError when it does not answer, or with something else.
 */
export async function readMeasuredRates(
  url: string,
  deps: { readonly fetch: HttpPorts['fetch']; readonly now: Date },
): Promise<OpenCostPricing> {
  const address = addressOf(url);
  const remedy = 'check its address (kubectl port-forward), or leave it out to use the default rates, flagged';
  try {
    const request = { url: `${address}/allocation?${QUERY}`, name: 'OpenCost', timeoutMs: TIMEOUT_MS };
    const answer = await getJson(request, { fetch: deps.fetch, sleep: async () => {} });
    return ratesFromAllocation(answer, { name: address, asOf: deps.now.toISOString().slice(0, 10) });
  } catch (cause) {
    if (cause instanceof UpstreamError) {
      const { status, retryable } = cause;
      throw new UpstreamError(cause.message, { place: { file: address }, remedy, cause, status, retryable });
    }
    if (!(cause instanceof InputError)) throw cause;
    throw new UpstreamError(cause.message, { place: { file: address }, remedy: cause.remedy ?? remedy, cause });
  }
}

/** The address without credentials, query or trailing slash. */
function addressOf(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed && (parsed.protocol === 'http:' || parsed.protocol === 'https:') && parsed.username === '') {
    return `${parsed.origin}${parsed.pathname.replace(/\/+$/, '')}`;
  }
  throw new ConfigError('the address of OpenCost is none', { remedy: 'write it as http://localhost:9003' });
}
