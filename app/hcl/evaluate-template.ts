import { checkLength, spendCharacters, spendSteps } from './budget.ts';
import { tryConvert } from './convert.ts';
import { HclError } from './diagnostic.ts';
import { bindNames, type EvaluationContext, located } from './evaluation-context.ts';
import type { Template, TemplateFor, TemplateIf } from './syntax-tree.ts';
import type { Task } from './task.ts';
import { asCondition, iterate } from './traverse.ts';
import { STRING } from './type.ts';
import { markedLike, reasonsOf, stringValue, unknownValue, type Value, withCertainty } from './value.ts';

/** A template as one string: unknown when a part is unknown, sensitive when a part is. */
export function* evaluateTemplate(node: Template, context: EvaluationContext): Task<Value> {
  const values: Value[] = [];
  let text = '';
  let unknown = false;
  let before = '';
  for (const part of node.parts) {
    if (part.kind === 'text') {
      text += part.text;
      continue;
    }
    let value: Value;
    if (part.kind === 'value') value = yield context.evaluate(part.inner, context);
    else if (part.kind === 'if') value = yield evaluateIf(part, context);
    else value = yield evaluateTemplateFor(part, context);
    const string = located(part, () => interpolated(value));
    values.push(string);
    if (string.kind !== 'string') {
      if (!unknown) before = `${text}${string.kind === 'unknown' ? (string.certain?.prefix ?? '') : ''}`;
      unknown = true;
    } else {
      text += string.text;
      spendCharacters(context.scope.budget, string.text.length);
      checkLength(text);
    }
  }
  if (unknown) {
    const prefix = safePrefix(before.normalize('NFC'));
    const certain = prefix === '' ? ({ notNull: true } as const) : ({ notNull: true, prefix } as const);
    return markedLike(withCertainty(unknownValue(STRING, reasonsOf(values)), certain), values);
  }
  return markedLike(stringValue(text.normalize('NFC')), values);
}

/** The text without a last character that could still merge with what follows (NFC) to another. */
function safePrefix(text: string): string {
  return /[ -;?@[-`{-~]$/.test(text) && !/[A-Za-z<=>]$/.test(text) ? text : [...text].slice(0, -1).join('');
}

function interpolated(value: Value): Value {
  if (value.kind === 'null')
    throw new HclError('Invalid template interpolation value: the expression result is null', null);
  const string = tryConvert(value, STRING);
  if (!string)
    throw new HclError(`Invalid template interpolation value: a ${value.type.kind} does not convert to a string`, null);
  return string;
}

function* evaluateIf(node: TemplateIf, context: EvaluationContext): Task<Value> {
  const given = yield context.evaluate(node.condition, context);
  const condition = located(node.condition, () => asCondition(given));
  if (condition.kind === 'unknown') return markedLike(unknownValue(STRING, condition.reasons), [condition]);
  const branch = condition.truth ? node.whenTrue : node.whenFalse;
  return markedLike(branch ? yield context.evaluate(branch, context) : stringValue(''), [condition]);
}

function* evaluateTemplateFor(node: TemplateFor, context: EvaluationContext): Task<Value> {
  const collection = yield context.evaluate(node.collection, context);
  if (collection.kind === 'unknown') return markedLike(unknownValue(STRING, collection.reasons), [collection]);
  const results: Value[] = [];
  let text = '';
  for (const [key, value] of located(node.collection, () => iterate(collection))) {
    spendSteps(context.scope.budget, 1);
    const names = new Map<string, Value>();
    if (node.keyName !== null) names.set(node.keyName, key);
    names.set(node.valueName, value);
    const result = yield context.evaluate(node.body, bindNames(context, names));
    results.push(result);
    if (result.kind === 'string') text += result.text;
    checkLength(text);
  }
  spendCharacters(context.scope.budget, text.length);
  const reasons = reasonsOf(results);
  const joined = reasons.length > 0 ? unknownValue(STRING, reasons) : stringValue(text);
  return markedLike(joined, [collection, ...results]);
}
