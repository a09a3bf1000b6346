import { isMap, isScalar, isSeq, LineCounter, parseAllDocuments, type Scalar, visit, type YAMLMap } from 'yaml';
import { parseQuantity } from '#app/kubernetes/quantity.ts';
import type { FileEdit } from './code-edit.ts';
import type { CodeRemedy } from './remedy.ts';

/** A request of a container that is above its limit: Kubernetes refuses the pod, and an estimate counts the request. */
export interface RequestAboveLimit {
  readonly container: string;
  readonly resource: 'cpu' | 'memory';
  /** As they are written. */
  readonly request: string;
  readonly limit: string;
  /** Makes the request the limit. */
  readonly edit: FileEdit;
}

/** What is said of such requests; they are found in the text of manifests, not resource by resource. */
export const REQUESTS_ABOVE_LIMITS: CodeRemedy = {
  id: 'requests-above-limits',
  title: 'Lower requests to their limits',
  types: ['kubernetes_deployment'],
  source: {
    url: 'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/',
    read: '2026-11-26',
  },
  risk: 'low',
  interruption: 'restart',
  mayBeCommitted: true,
  rollback: 'Set the former request; Kubernetes refuses it unless the limit is raised, too.',
  propose: () => null,
};

/** More than any manifest that people keep; a longer one is not looked at. */
const MOST_CHARACTERS = 2_000_000;

/** The requests in a manifest file that are above the limits beside them. Templates and broken YAML have none. */
export function requestsAboveLimits(text: string, file: string): readonly RequestAboveLimit[] {
  if (text.length > MOST_CHARACTERS || !text.includes('limits') || text.includes('{{')) return [];
  const lines = new LineCounter();
  const found: RequestAboveLimit[] = [];
  for (const document of parseAllDocuments(text, { lineCounter: lines, uniqueKeys: false })) {
    if ('empty' in document || document.errors.length > 0) continue;
    visit(document, {
      Pair(_, { key, value }) {
        const name = isScalar(key) ? key.value : null;
        if ((name !== 'containers' && name !== 'initContainers') || !isSeq(value)) return;
        for (const container of value.items) {
          if (isMap(container)) found.push(...inContainer(container, { text, file, lines }));
        }
      },
    });
  }
  return found;
}

interface Place {
  readonly text: string;
  readonly file: string;
  readonly lines: LineCounter;
}

function inContainer(container: YAMLMap, { text, file, lines }: Place): readonly RequestAboveLimit[] {
  const resources = container.get('resources', true);
  if (!isMap(resources)) return [];
  const [requests, limits] = [resources.get('requests', true), resources.get('limits', true)];
  if (!isMap(requests) || !isMap(limits)) return [];
  return (['cpu', 'memory'] as const).flatMap((resource): readonly RequestAboveLimit[] => {
    const request = requests.get(resource, true);
    const limit = limits.get(resource, true);
    if (!isPlain(request) || !isPlain(limit) || !isAbove(request, limit, resource)) return [];
    const written = ({ range }: PlainScalar): string => text.slice(range[0], range[1]);
    const [start, end] = request.range;
    const edit: FileEdit = {
      ...{ file, start, end, before: written(request), after: written(limit) },
      ...{ line: lines.linePos(start).line, name: `requests.${resource}` },
    };
    const container_ = container.get('name');
    const name = typeof container_ === 'string' ? container_ : 'a container';
    return [{ container: name, resource, request: written(request), limit: written(limit), edit }];
  });
}

type PlainScalar = Scalar & { readonly range: [number, number, number] };

/** A scalar of one line without an anchor: what is shared is not edited for one. */
function isPlain(node: unknown): node is PlainScalar {
  if (!isScalar(node) || node.anchor !== undefined || !node.range) return false;
  return node.type === 'PLAIN' || node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE';
}

function isAbove(request: Scalar, limit: Scalar, resource: string): boolean {
  const [wanted, most] = [request, limit].map((each) => parseQuantity(each.value as string, resource));
  return wanted !== undefined && most !== undefined && 'value' in wanted && 'value' in most
    ? wanted.value.greaterThan(most.value)
    : false;
}
