/**
 * The syntax tree of HCL native syntax, after the public specification
 * (https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md, read 2026-11-25).
 * Every node holds UTF-16 offsets into the text of its file, end exclusive, so that an edit is a splice.
 */
import type { Decimal } from 'decimal.js';

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One step of a traversal: `.name`, `[0]`, `["key"]`, or the legacy `.0`. */
export type TraversalStep = AttributeStep | IndexStep;

interface AttributeStep extends Span {
  readonly kind: 'attribute';
  readonly name: string;
}

interface IndexStep extends Span {
  readonly kind: 'index';
  readonly key: string | number;
}

export interface Literal extends Span {
  readonly kind: 'literal';
  readonly value: Decimal | boolean | null;
}

/** A quoted string, heredoc, or bare template; without parts it is the empty string. */
export interface Template extends Span {
  readonly kind: 'template';
  readonly form: 'quoted' | 'heredoc' | 'bare';
  readonly parts: readonly TemplatePart[];
}

/** A template that is one interpolation and nothing else: the value keeps its type. */
interface Interpolation extends Span {
  readonly kind: 'interpolation';
  readonly inner: Expression;
}

export interface Traversal extends Span {
  readonly kind: 'traversal';
  readonly root: string;
  readonly rootEnd: number;
  readonly steps: readonly TraversalStep[];
}

interface RelativeTraversal extends Span {
  readonly kind: 'relative';
  readonly source: Expression;
  readonly steps: readonly TraversalStep[];
}

interface Index extends Span {
  readonly kind: 'index';
  readonly source: Expression;
  readonly key: Expression;
}

/** `source[*].each` or `source.*.each`; inside `each`, a node `item` is the current element. */
export interface Splat extends Span {
  readonly kind: 'splat';
  readonly source: Expression;
  readonly each: Expression;
  readonly full: boolean;
}

export interface SplatItem extends Span {
  readonly kind: 'item';
}

export interface Call extends Span {
  readonly kind: 'call';
  /** With its namespaces: `provider::aws::arn_parse`. */
  readonly name: string;
  readonly nameEnd: number;
  readonly arguments: readonly Expression[];
  /** True when the last argument ends in `...`. */
  readonly expand: boolean;
}

export interface Conditional extends Span {
  readonly kind: 'conditional';
  readonly condition: Expression;
  readonly whenTrue: Expression;
  readonly whenFalse: Expression;
}

export type BinaryOperator = '||' | '&&' | '==' | '!=' | '<' | '>' | '<=' | '>=' | '+' | '-' | '*' | '/' | '%';

export interface Binary extends Span {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

interface Unary extends Span {
  readonly kind: 'unary';
  readonly operator: '-' | '!';
  readonly operand: Expression;
}

interface Parentheses extends Span {
  readonly kind: 'parentheses';
  readonly inner: Expression;
}

export interface TupleConstructor extends Span {
  readonly kind: 'tuple';
  readonly items: readonly Expression[];
}

export interface ObjectItem {
  readonly key: Expression;
  readonly value: Expression;
}

export interface ObjectConstructor extends Span {
  readonly kind: 'object';
  readonly items: readonly ObjectItem[];
}

export interface ForIntroduction {
  readonly keyName: string | null;
  readonly valueName: string;
  readonly collection: Expression;
}

export interface ForExpression extends Span, ForIntroduction {
  readonly kind: 'for';
  /** Null for `[for …]`, the key of `{for …: key => value}` otherwise. */
  readonly key: Expression | null;
  readonly value: Expression;
  readonly condition: Expression | null;
  readonly group: boolean;
}

export type Expression =
  | Literal
  | Template
  | Interpolation
  | Traversal
  | RelativeTraversal
  | Index
  | Splat
  | SplatItem
  | Call
  | Conditional
  | Binary
  | Unary
  | Parentheses
  | TupleConstructor
  | ObjectConstructor
  | ForExpression;

export type TemplatePart = TemplateText | TemplateValue | TemplateIf | TemplateFor;

interface TemplateText extends Span {
  readonly kind: 'text';
  /** With escapes resolved and strip markers applied. */
  readonly text: string;
}

interface TemplateValue extends Span {
  readonly kind: 'value';
  readonly inner: Expression;
}

export interface TemplateIf extends Span {
  readonly kind: 'if';
  readonly condition: Expression;
  readonly whenTrue: Template;
  readonly whenFalse: Template | null;
}

export interface TemplateFor extends Span, ForIntroduction {
  readonly kind: 'for';
  readonly body: Template;
}

export interface Attribute extends Span {
  readonly kind: 'attribute';
  readonly name: string;
  readonly nameEnd: number;
  readonly expression: Expression;
}

export interface Label extends Span {
  readonly text: string;
  readonly quoted: boolean;
}

export interface Block extends Span {
  readonly kind: 'block';
  readonly type: string;
  readonly labels: readonly Label[];
  readonly body: Body;
  /** Offsets of `{` and `}`. */
  readonly open: number;
  readonly close: number;
}

/** Attributes and blocks, each in the order of the file; `items` holds both as they stand in the text. */
export interface Body {
  readonly attributes: readonly Attribute[];
  readonly blocks: readonly Block[];
  readonly items: readonly (Attribute | Block)[];
}
