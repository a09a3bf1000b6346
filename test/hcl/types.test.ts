import { describe, expect, it } from 'vitest';
import { newBudget } from '#app/hcl/budget.ts';
import { convertValue } from '#app/hcl/convert.ts';
import { HclError } from '#app/hcl/diagnostic.ts';
import { encodeJson } from '#app/hcl/encode-json.ts';
import { evaluateOrThrow } from '#app/hcl/evaluate.ts';
import { terraformFunctions } from '#app/hcl/functions/registry.ts';
import { fromJson, type Json } from '#app/hcl/json-value.ts';
import { parseExpressionText } from '#app/hcl/parse.ts';
import type { Expression } from '#app/hcl/syntax-tree.ts';
import { DYNAMIC, listType, NUMBER, STRING, setType } from '#app/hcl/type.ts';
import { readTypeConstraint, type TypeConstraint } from '#app/hcl/type-constraint.ts';
import { applyTypeConstraint } from '#app/hcl/type-defaults.ts';
import { stringValue, type Value, withSensitive } from '#app/hcl/value.ts';
import { describeType } from './table-values.ts';

const scope = { lookup: () => undefined, functions: terraformFunctions(), files: null, budget: newBudget() };

function constraint(text: string): TypeConstraint {
  return readTypeConstraint(parseExpressionText(text, 'x.tf').expression!);
}

function apply(type: string, json: Json): Value {
  const evaluateDefault = (expression: Expression): Value => evaluateOrThrow(expression, scope);
  return applyTypeConstraint(fromJson(json), { ...constraint(type), evaluateDefault });
}

describe('type constraints', () => {
  it.each([
    ['list(string)', 'list(string)'],
    ['map(any)', 'map(dynamic)'],
    ['object({ a = number, b = optional(list(string)) })', 'object(a:number,b?:list(string))'],
    ['tuple([string, bool])', 'tuple(string,bool)'],
    ['list', 'list(dynamic)'],
    ['"string"', 'string'],
    ['map', 'map(dynamic)'],
  ])('%s is read', (text, wanted) => {
    expect(describeType(constraint(text).type)).toBe(wanted);
  });

  it.each([
    'list()',
    'strin',
    'object(string)',
    'tuple(string)',
    'optional(string)',
    'list(list)',
    'object({ (a) = string })',
    '1',
    'var.x',
  ])('%s is refused', (text) => {
    expect(() => constraint(text)).toThrow(HclError);
  });

  // The example of developer.hashicorp.com/terraform/language/expressions/type-constraints, read 2026-11-25.
  it('fills in the defaults of optional attributes, nested ones too', () => {
    const type = `list(object({
      name    = string
      enabled = optional(bool, true)
      website = optional(object({
        index_document = optional(string, "index.html")
        error_document = optional(string, "error.html")
        routing_rules  = optional(string)
      }), {})
    }))`;
    const given = [
      { name: 'production', website: { routing_rules: '[]' } },
      { name: 'archived', enabled: false },
      { name: 'docs', website: { index_document: 'index.txt', error_document: 'error.txt' } },
    ];
    expect(JSON.parse(encodeJson(apply(type, given)))).toEqual([
      {
        name: 'production',
        enabled: true,
        website: { index_document: 'index.html', error_document: 'error.html', routing_rules: '[]' },
      },
      {
        name: 'archived',
        enabled: false,
        website: { index_document: 'index.html', error_document: 'error.html', routing_rules: null },
      },
      {
        name: 'docs',
        enabled: true,
        website: { index_document: 'index.txt', error_document: 'error.txt', routing_rules: null },
      },
    ]);
  });

  it('takes null for an optional attribute as left out, and drops attributes that the type lacks', () => {
    expect(encodeJson(apply('object({ a = optional(number, 3) })', { a: null, b: 1 }))).toBe('{"a":3}');
  });

  it('names what is missing or wrong', () => {
    expect(() => apply('object({ a = string })', {})).toThrow('attribute "a" is required');
    expect(() => apply('object({ a = number })', { a: 'x' })).toThrow('attribute "a": a number is required');
    expect(() => apply('list(string)', 'x')).toThrow('a list of string is required');
  });
});

describe('conversion', () => {
  it('goes between primitives through strings', () => {
    expect(convertValue(stringValue('1.50'), NUMBER)).toMatchObject({ kind: 'number' });
    expect(encodeJson(convertValue(stringValue('1.50'), NUMBER))).toBe('1.5');
    expect(encodeJson(convertValue(fromJson(true), STRING))).toBe('"true"');
    expect(() => convertValue(fromJson(true), NUMBER)).toThrow(HclError);
  });

  it('finds one type for the elements of a list, and drops duplicates of a set in byte order', () => {
    expect(encodeJson(convertValue(fromJson([1, 'a', true]), listType(DYNAMIC)))).toBe('["1","a","true"]');
    expect(encodeJson(convertValue(fromJson(['b', 'a', 'B', 'a', 'é']), setType(STRING)))).toBe('["B","a","b","é"]');
    expect(() => convertValue(fromJson([1, [2]]), listType(DYNAMIC))).toThrow('same type');
  });

  it('keeps marks', () => {
    const secret = withSensitive(stringValue('1'), true);
    expect(convertValue(secret, NUMBER).sensitive).toBe(true);
  });
});
