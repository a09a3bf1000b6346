import type { GitHubClient } from './client.ts';

/** What the platform's `fetch` is, as far as it is used here; handed in by doors. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/**
 * A client for one token over the platform's own `fetch`: enough for this room where no Octokit is at hand. `apiUrl` is
 * `GITHUB_API_URL`: `https://api.github.com`, or `https://HOST/api/v3` of an Enterprise Server, whose GraphQL is at
 * `/api/graphql`. Errors carry `status` and `response.headers` as Octokit's do.
 */
export function createFetchClient(options: {
  readonly token: string;
  readonly apiUrl: string;
  readonly fetch: Fetch;
}): GitHubClient {
  const base = options.apiUrl.replace(/\/+$/, '');
  const graphQlUrl = base.endsWith('/api/v3') ? `${base.slice(0, -'/v3'.length)}/graphql` : `${base}/graphql`;
  const headers = {
    accept: 'application/vnd.github+json',
    authorization: `bearer ${options.token}`,
    'user-agent': 'cloud-finops-toolkit',
    'x-github-api-version': '2022-11-28',
  };

  async function send(url: string, init: RequestInit) {
    const response = await options.fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(60_000), ...init });
    const text = await response.text();
    const answered = Object.fromEntries(response.headers);
    const data = parsed(text, answered['content-type'] ?? '');
    if (response.ok) return { status: response.status, data, headers: answered };
    const message = (data as { readonly message?: unknown } | undefined)?.message ?? response.statusText;
    throw Object.assign(new Error(String(message)), { status: response.status, response: { headers: answered, data } });
  }

  return {
    async request(route, parameters = {}) {
      const [method = 'GET', template = ''] = route.split(' ');
      const rest = { ...parameters };
      const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
        const value = String(rest[name] ?? '');
        delete rest[name];
        return encodeURIComponent(value);
      });
      const isRead = method === 'GET' || method === 'DELETE';
      const given = Object.entries(rest).filter(([, value]) => value !== undefined && value !== null);
      const query = isRead
        ? new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)])).toString()
        : '';
      const body = isRead ? {} : { body: JSON.stringify(Object.fromEntries(given)) };
      const json = isRead ? {} : { 'content-type': 'application/json' };
      return send(`${base}${path}${query ? `?${query}` : ''}`, { method, headers: { ...headers, ...json }, ...body });
    },
    async graphql(query, variables = {}) {
      const body = JSON.stringify({ query, variables });
      const init = { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body };
      const answer = await send(graphQlUrl, init);
      const { data, errors } = answer.data as {
        readonly data?: unknown;
        readonly errors?: readonly { message?: string }[];
      };
      if (!errors) return data;
      throw Object.assign(new Error(errors[0]?.message ?? 'GraphQL failed'), { errors, headers: answer.headers });
    },
  };
}

/** A text that is no JSON although it says so is handed on as it is: it was cut off. */
function parsed(text: string, type: string): unknown {
  if (text === '') return undefined;
  if (!type.includes('json')) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
