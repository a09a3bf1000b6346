import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';

/** JSON as it is on the wire. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };
type Schema = { [key: string]: unknown };

interface Operation {
  readonly parameters?: readonly Schema[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> };
  readonly responses: Readonly<Record<string, Schema>>;
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly 'x-webhooks': Readonly<Record<string, { readonly post: Operation }>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, Schema>>>>;
}

/** GitHub's own OpenAPI description, asked about single requests, responses and webhook payloads. */
export interface GitHubDescription {
  /** What is wrong with a request; empty when nothing is. */
  requestFaults(request: {
    template: string;
    method: string;
    query: URLSearchParams;
    body: Json | undefined;
  }): string[];
  /** What is wrong with an answer; empty when nothing is. */
  responseFaults(response: { template: string; method: string; status: number; body: Json | undefined }): string[];
  /** What is wrong with a webhook payload; `name` is like `pull-request-opened`. */
  webhookFaults(name: string, payload: Json): string[];
}

let shared: GitHubDescription | undefined;

/** The description of api.github.com; read and compiled once a process, each schema on first use. */
export function githubDescription(): GitHubDescription {
  shared ??= readDescription();
  return shared;
}

function readDescription(): GitHubDescription {
  const require = createRequire(import.meta.url);
  const file = require.resolve('@octokit/openapi/generated/api.github.com.json');
  const description = JSON.parse(readFileSync(file, 'utf8')) as Description;
  const ajv = new Ajv({ strict: false, allErrors: true, coerceTypes: false, validateSchema: false });
  (formats as unknown as (ajv: Ajv) => void)(ajv);
  // GitHub writes times with and without offsets, and addresses with template holes.
  for (const name of ['uri', 'date-time', 'repo.nwo', 'ip/cidr', 'timestamp']) ajv.addFormat(name, true);
  const added = new Set<string>();
  const compiled = new Map<string, ValidateFunction>();

  function addReferred(schema: unknown): void {
    for (const name of referredNames(schema)) {
      if (added.has(name)) continue;
      added.add(name);
      const target = convert(description.components['schemas']?.[name]) as Schema;
      ajv.addSchema(target, `component:${name}`);
      addReferred(description.components['schemas']?.[name]);
    }
  }
  function faults(key: string, schema: Schema, value: unknown): string[] {
    let validate = compiled.get(key);
    if (!validate) {
      addReferred(schema);
      validate = ajv.compile(convert(schema) as Schema);
      compiled.set(key, validate);
    }
    if (validate(value)) return [];
    return (validate.errors ?? []).slice(0, 8).map((error) => {
      return `${key} ${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`;
    });
  }
  function resolve(schema: Schema): Schema {
    const reference = schema['$ref'];
    if (typeof reference !== 'string') return schema;
    const [, , kind = '', name = ''] = reference.split('/');
    const target = description.components[kind]?.[name];
    if (!target) throw new Error(`GitHub's description has no ${reference}`);
    return resolve(target);
  }
  function operation(template: string, method: string): Operation | undefined {
    return description.paths[template]?.[method.toLowerCase()];
  }

  return {
    requestFaults({ template, method, query, body }) {
      const found = operation(template, method);
      if (!found) return [`GitHub's description has no ${method} ${template}`];
      const key = `${method} ${template}`;
      const result: string[] = [];
      const parameters = (found.parameters ?? []).map(resolve).filter((each) => each['in'] === 'query');
      for (const [name, value] of query) {
        const parameter = parameters.find((each) => each['name'] === name);
        if (!parameter) result.push(`${key} has no query parameter ${name}`);
        else result.push(...faults(`${key} ?${name}`, parameter['schema'] as Schema, coerced(parameter, value)));
      }
      const schema = found.requestBody?.content?.['application/json']?.schema;
      const isEmpty = body === undefined || (typeof body === 'object' && body !== null && !Object.keys(body).length);
      if (schema && !(isEmpty && !Array.isArray(schema['required'])))
        result.push(...faults(`${key} body`, schema, body));
      if (schema && body !== null && typeof body === 'object') result.push(...unknownKeys(key, resolve(schema), body));
      if (!schema && !isEmpty) result.push(`${key} takes no body`);
      return result;
    },
    responseFaults({ template, method, status, body }) {
      const found = operation(template, method);
      const key = `${method} ${template} ${status}`;
      if (!found) return [`GitHub's description has no ${method} ${template}`];
      const answer = found.responses[String(status)];
      // Any call may be refused, throttled or fail; the description lists that only for some.
      if (!answer) return [401, 403, 404, 422, 429, 500, 502, 503].includes(status) ? [] : [`${key} is not an answer`];
      const content = resolve(answer)['content'] as Record<string, { schema?: Schema }> | undefined;
      const schema = content?.['application/json']?.schema;
      if (!schema) return body === undefined || status >= 400 ? [] : [`${key} has no body`];
      return faults(key, schema, body);
    },
    webhookFaults(name, payload) {
      const found = description['x-webhooks'][name];
      const schema = found?.post.requestBody?.content?.['application/json']?.schema;
      return schema ? faults(`webhook ${name}`, schema, payload) : [`GitHub sends no webhook ${name}`];
    },
  };
}

function unknownKeys(key: string, schema: Schema, body: object): string[] {
  const properties = schema['properties'] as Schema | undefined;
  if (!properties || schema['oneOf'] || schema['anyOf'] || Array.isArray(body)) return [];
  return Object.keys(body)
    .filter((name) => !(name in properties))
    .map((name) => `${key} body has no property ${name}`);
}

function coerced(parameter: Schema, value: string): unknown {
  const type = (parameter['schema'] as Schema | undefined)?.['type'];
  if (type === 'integer' || type === 'number') return Number(value);
  return type === 'boolean' ? value === 'true' : value;
}

function referredNames(schema: unknown): string[] {
  const text = JSON.stringify(schema ?? null);
  return [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map((match) => match[1] ?? '');
}

/** OpenAPI 3.0 to JSON Schema: `nullable`, references, and no examples. */
function convert(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(convert);
  if (schema === null || typeof schema !== 'object') return schema;
  const source = schema as Schema;
  const result: Schema = {};
  for (const [key, value] of Object.entries(source)) {
    if (['example', 'examples', 'nullable', 'description', 'title', 'default', 'discriminator'].includes(key)) continue;
    if (key === '$ref') result[key] = String(value).replace('#/components/schemas/', 'component:');
    else if (key === 'properties') result[key] = mapValues(value as Schema, convert);
    else result[key] = ['enum', 'required', 'const'].includes(key) ? value : convert(value);
  }
  if (source['nullable'] !== true) return result;
  if (typeof result['type'] !== 'string') return { anyOf: [result, { type: 'null' }] };
  result['type'] = [result['type'], 'null'];
  if (Array.isArray(result['enum'])) result['enum'] = [...result['enum'], null];
  return result;
}

function mapValues(source: Schema, change: (value: unknown) => unknown): Schema {
  return Object.fromEntries(Object.entries(source).map(([key, value]) => [key, change(value)]));
}
