/** HashiCorp's own parser (HCL v2.23 as WASM in `@cdktf/hcl2json` 0.21.0), the oracle of the differentials. */
import { createRequire } from 'node:module';

interface Reference {
  parse(file: string, text: string): Promise<unknown>;
  getExpressionAst(file: string, text: string): Promise<unknown>;
}

// Its type declarations pull in the browser's, which disagree with Node's: it is loaded without them.
const { getExpressionAst, parse } = createRequire(import.meta.url)('@cdktf/hcl2json') as Reference;

export type OracleFile =
  | { readonly kind: 'accepted'; readonly json: unknown }
  | { readonly kind: 'rejected'; readonly message: string }
  /** It parses, but the converter to JSON, which evaluates literals such as `!4`, gives up. */
  | { readonly kind: 'unconverted' };

/** What the reference parser makes of a file. */
export async function oracleFile(text: string): Promise<OracleFile> {
  try {
    return { kind: 'accepted', json: await parse('x.tf', text) };
  } catch (error) {
    const message = String(error);
    return message.includes('convert file:') ? { kind: 'unconverted' } : { kind: 'rejected', message };
  }
}

interface OracleNode {
  readonly type: string;
  readonly meta?: Readonly<Record<string, unknown>> | null;
  readonly children?: readonly OracleNode[] | null;
}

/** The tree of an expression as one text (see `expressionShape`), or `rejected`. */
export async function oracleShape(text: string): Promise<string> {
  try {
    const node = (await getExpressionAst('x.tf', text)) as unknown as OracleNode | null;
    return node ? joinText(shapeOf(node)) : 'rejected';
  } catch {
    return 'rejected';
  }
}

const OPERATORS: Readonly<Record<string, string>> = {
  add: '+',
  subtract: '-',
  multiply: '*',
  divide: '/',
  modulo: '%',
  equal: '==',
  notequal: '!=',
  lessthan: '<',
  lessthanorequal: '<=',
  lessthanorequalto: '<=',
  greaterthan: '>',
  greaterthanorequal: '>=',
  greaterthanorequalto: '>=',
  logicaland: '&&',
  and: '&&',
  logicalor: '||',
  or: '||',
  negate: '-',
  not: '!',
  logicalnot: '!',
};

function shapeOf(node: OracleNode): string {
  const meta = node.meta ?? {};
  const children = (node.children ?? []).map(shapeOf).join(' ');
  switch (node.type) {
    case 'scopeTraversal':
      return `traversal:${(meta['traversal'] as unknown[]).length}:${(meta['traversal'] as { segment: string }[])[0]?.segment}()`;
    case 'relativeTraversal':
      return `relative:${(meta['traversal'] as unknown[]).length}(${children})`;
    case 'literalValue':
      return meta['type'] === 'string' ? 'text()' : `literal:${meta['value']}()`;
    case 'function':
      return `call:${meta['name']}:${meta['expandedFinalArgument']}(${children})`;
    case 'binaryOp':
      return `binary:${OPERATORS[String(meta['operator']).toLowerCase()] ?? meta['operator']}(${children})`;
    case 'unaryOp':
      return `unary:${OPERATORS[String(meta['operator']).toLowerCase()] ?? meta['operator']}(${children})`;
    case 'for':
      return `for:${meta['keyVar'] ?? ''}:${meta['valVar']}:${meta['groupedValue']}(${children})`;
    case 'templateWrap':
      return `wrap(${children})`;
    case '':
      return `_(${children})`;
    default:
      return `${node.type}(${children})`;
  }
}

/** Text in several pieces counts as one, and empty text as none. */
export function joinText(shape: string): string {
  let joined = shape;
  for (;;) {
    const next = joined.replaceAll('text() text()', 'text()');
    if (next === joined) return joined;
    joined = next;
  }
}
