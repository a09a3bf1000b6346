import { type HclDiagnostic, HclError } from '#app/hcl/diagnostic.ts';
import type { HclFile } from '#app/hcl/parse.ts';
import { parseExpressionText } from '#app/hcl/parse.ts';
import { jsonBlocks, parseHclJson } from '#app/hcl/parse-json.ts';
import { shiftSpans } from '#app/hcl/shift-spans.ts';
import type { Attribute, Block, Body, Expression } from '#app/hcl/syntax-tree.ts';

/** How many labels the blocks of Terraform's language have. https://developer.hashicorp.com/terraform/language/syntax/json */
const LABELS: Readonly<Record<string, number>> = {
  resource: 2,
  data: 2,
  ephemeral: 2,
  module: 1,
  provider: 1,
  variable: 1,
  output: 1,
  check: 1,
  locals: 0,
  terraform: 0,
  moved: 0,
  removed: 0,
  import: 0,
};

/** Inner blocks that are known by name; all others of a resource only its provider's schema could tell apart. */
const INNER_LABELS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  resource: { dynamic: 1, lifecycle: 0, provisioner: 1, connection: 0 },
  data: { dynamic: 1, lifecycle: 0 },
  dynamic: { content: 0 },
  content: { dynamic: 1 },
  provider: { default_tags: 0, assume_role: 0, features: 0 },
  terraform: { backend: 1, cloud: 0, required_providers: 0 },
  variable: { validation: 0 },
  output: { precondition: 0 },
};

/** A `.tf.json` file with the blocks that Terraform's language makes of its properties. Never throws for the text. */
export function parseModuleJson(text: string, file: string): HclFile {
  const parsed = parseHclJson(text, { file, strings: 'template' });
  const diagnostics: HclDiagnostic[] = [...parsed.diagnostics];
  const blocks = parsed.body.attributes.flatMap((property) => {
    if (property.name === '//') return [];
    const labels = Object.hasOwn(LABELS, property.name) ? LABELS[property.name] : undefined;
    if (labels !== undefined) return blocksOf(property, { labels, diagnostics });
    const message = `There is no block "${property.name}" in Terraform's language`;
    diagnostics.push({ severity: 'warning', message, span: property });
    return [];
  });
  return { ...parsed, body: { attributes: [], blocks, items: blocks }, diagnostics };
}

interface Reading {
  readonly labels: number;
  readonly diagnostics: HclDiagnostic[];
}

function blocksOf(property: Attribute, { labels, diagnostics }: Reading): readonly Block[] {
  try {
    return jsonBlocks(property, labels).map((block) => withInnerBlocks(block, diagnostics));
  } catch (error) {
    if (!(error instanceof HclError)) throw error;
    diagnostics.push({ severity: 'error', message: error.message, span: error.span ?? property });
    return [];
  }
}

function withInnerBlocks(block: Block, diagnostics: HclDiagnostic[]): Block {
  const inner = INNER_LABELS[block.type] ?? {};
  const attributes: Attribute[] = [];
  const blocks: Block[] = [];
  for (const attribute of block.body.attributes) {
    const labels = Object.hasOwn(inner, attribute.name) ? inner[attribute.name] : undefined;
    if (labels !== undefined) {
      for (const inside of blocksOf(attribute, { labels, diagnostics })) blocks.push(inside);
    } else
      attributes.push(block.type === 'variable' && attribute.name === 'type' ? typeAttribute(attribute) : attribute);
  }
  const body: Body = { attributes, blocks, items: [...attributes, ...blocks] };
  return { ...block, body };
}

/** A type constraint is written as the text of an expression. */
function typeAttribute(attribute: Attribute): Attribute {
  const text = plainText(attribute.expression);
  const { expression } = text === null ? { expression: null } : parseExpressionText(text, 'type');
  if (!expression) return attribute;
  const { start, end } = attribute.expression;
  shiftSpans(expression, () => ({ start, end }));
  return { ...attribute, expression };
}

function plainText(expression: Expression): string | null {
  const [part] = expression.kind === 'template' && expression.parts.length === 1 ? expression.parts : [];
  return part?.kind === 'text' ? part.text : null;
}
