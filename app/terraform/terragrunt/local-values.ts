import type { Body, Expression } from '#app/hcl/syntax-tree.ts';
import { DYNAMIC } from '#app/hcl/type.ts';
import { unknownValue, type Value } from '#app/hcl/value.ts';

/** The locals of one configuration, each worked out when it is asked for. */
export interface LocalValues {
  readonly names: readonly string[];
  readonly get: (name: string) => Value;
}

/** The locals of a body, by an evaluation that may ask for them again. */
export function localValues(body: Body, evaluateExpression: (expression: Expression) => Value): LocalValues {
  const attributes = body.blocks.filter(({ type }) => type === 'locals').flatMap(({ body: inner }) => inner.attributes);
  const expressions = new Map(attributes.map(({ name, expression }) => [name, expression] as const));
  const values = new Map<string, Value>();
  return {
    names: [...expressions.keys()],
    get(name) {
      const before = values.get(name);
      if (before) return before;
      const expression = expressions.get(name);
      // Stands in for the value while it is worked out: a local that needs itself is unknown.
      values.set(name, unknownValue(DYNAMIC, [`local.${name} ${expression ? 'refers to itself' : 'is not declared'}`]));
      if (expression) values.set(name, evaluateExpression(expression));
      return values.get(name) as Value;
    },
  };
}
