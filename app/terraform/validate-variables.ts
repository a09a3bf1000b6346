import { lineAt } from '#app/hcl/source-text.ts';
import { hasSensitive } from '#app/hcl/value.ts';
import { evaluateIn, NO_NAMES } from './evaluate-in.ts';
import { type Steps, waitingNode } from './evaluation-graph.ts';
import { attributeOf, type SourcedBlock } from './module-files.ts';
import type { ModuleInstance } from './module-instance.ts';
import { needsOfExpression } from './needs.ts';

/**
 * Reports the `validation` rules of a module's variables that a value breaks; the message is the rule's own unless the
 * value is sensitive. https://developer.hashicorp.com/terraform/language/values/variables#custom-validation-rules
 */
export function validationNode(module: ModuleInstance) {
  return waitingNode({ label: module.qualified('validation'), place: undefined, start: () => validate(module) });
}

function* validate(module: ModuleInstance): Steps<void> {
  for (const declared of module.blocks('variable')) {
    for (const rule of declared.block.body.blocks) {
      const condition = rule.type === 'validation' ? attributeOf(rule, 'condition') : undefined;
      if (!condition) continue;
      yield* needsOfExpression(condition.expression, module);
      const source = declared.overridden?.get(rule) ?? declared.source;
      const holds = evaluateIn(condition.expression, { module, names: NO_NAMES, source });
      if (holds.kind !== 'bool' || holds.truth) continue;
      const message = attributeOf(rule, 'error_message');
      if (message) yield* needsOfExpression(message.expression, module);
      const text = message && evaluateIn(message.expression, { module, names: NO_NAMES, source });
      const shown = text?.kind === 'string' && !hasSensitive(text) && !holds.sensitive ? `: ${text.text}` : '';
      module.project.report({
        severity: 'error',
        message: `${variableName(module, declared)} breaks its validation rule${shown}`,
        place: { file: source.file, line: lineAt(source, rule.start) },
        remedy: 'correct the value',
      });
    }
  }
}

function variableName(module: ModuleInstance, declared: SourcedBlock): string {
  return module.qualified(`var.${declared.block.labels[0]?.text}`);
}
