/**
 * Compares our evaluator with a real Terraform or OpenTofu on random calls and operators:
 * `node scripts/fuzz-functions.ts <binary> [count] [seed]`. The binary needs no provider, no credentials and no
 * network. Every expression is evaluated by both as `try(jsonencode([…]), "ERR")`.
 * Known differences: `templatestring` of a literal (Terraform refuses it, OpenTofu does not), `element` with a
 * negative index (older versions refuse it), the last digit of `pow` and of quotients that do not end.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newBudget } from '#app/hcl/budget.ts';
import { evaluate } from '#app/hcl/evaluate.ts';
import { terraformFunctions } from '#app/hcl/functions/registry.ts';
import { parseExpressionText } from '#app/hcl/parse.ts';
import { seededRandom } from '#test/hcl/fuzz.ts';

const [, , binary = 'terraform', countText = '2000', seedText = '1'] = process.argv;
const random = seededRandom(Number(seedText));
const functions = terraformFunctions();

/** Functions that need files, differ in each run, mark values, or are of OpenTofu alone. */
const LEFT_OUT =
  /^(abspath|assume.*|base64gunzip|base64gzip|bcrypt|can|cidrcontains|convert|file.*|pathexpand|plantimestamp|provider::.*|rsadecrypt|sensitive|setsymmetricdifference|templatefile|timestamp|try|urldecode|uuid)$/;
const NAMES = [...functions.keys()].filter((name) => !LEFT_OUT.test(name));

const STRINGS = [
  'a',
  '',
  'Hello World',
  'x,y,,z',
  '10.0.0.0/16',
  'fd00::/48',
  '2020-02-29T12:30:00Z',
  '1h30m',
  'YYYY-MM-DD hh:mm',
  '%s-%d',
  '%v',
  '%05.2f',
  '/[a-z]+/',
  '[a-z]+',
  '(\\\\d+)-(?P<n>x)',
  'é̂👩‍👩‍👧',
  '  pad\\n',
  'eyJhIjoxfQ==',
  '{\\"a\\":[1,2.50]}',
  'a: 1\\nb: [x]\\n',
  'a,b\\n1,2\\n',
  '12',
  'ff',
  'UTF-8',
  'dns',
].map((text) => `"${text}"`);
const NUMBERS = ['1', '0', '-3', '2.5', '8', '16', '1e20', '0.1', '-1', '3'];
const LISTS = [
  '[]',
  '["a", "b", "a"]',
  '[1, 2, 3]',
  '[3, "b", true]',
  '[[1], [2, 3], []]',
  'toset(["b", "a"])',
  'toset([1, 2])',
  'tolist(["x", "y"])',
  '["%s"]',
  '[null, "", "q"]',
  '[true, false]',
  '[["a", "b"], [1]]',
  '[{ a = 1 }, { a = 2 }]',
  'tolist([])',
];
const MAPS = [
  '{}',
  '{ a = 1, b = 2 }',
  '{ b = "x", a = "y" }',
  '{ a = [1, 2], c = { d = 1 } }',
  'tomap({ k = "v", j = "w" })',
  '{ x = null }',
];
const ANY = [...STRINGS, ...NUMBERS, ...LISTS, ...MAPS, 'true', 'false', 'null'];

function pick(list: readonly string[]): string {
  return list[random(list.length)] ?? 'null';
}

function argument(kind: string, depth: number): string {
  if (depth > 0 && random(5) === 0) return call(depth - 1);
  if (kind === 'string' && random(8) > 0) return pick(STRINGS);
  if (kind === 'number' && random(8) > 0) return pick(NUMBERS);
  if ((kind === 'list' || kind === 'set') && random(8) > 0) return pick(LISTS);
  return kind === 'map' && random(8) > 0 ? pick(MAPS) : pick(ANY);
}

function call(depth: number): string {
  const name = pick(NAMES);
  const definition = functions.get(name);
  const { parameters = [], rest } = definition ?? {};
  const kinds = [...parameters, ...Array.from({ length: rest ? random(3) : 0 }, () => rest)];
  return `${name}(${kinds.map((parameter) => argument(parameter?.type.kind ?? '', depth)).join(', ')})`;
}

function operation(): string {
  const [a, b] = [argument('', 1), argument('', 1)];
  const number = argument('number', 1);
  const forms = [
    `${a} == ${b}`,
    `${number} + ${argument('number', 0)}`,
    `true ? ${a} : ${b}`,
    `[for k, v in ${a} : v]`,
    `{ for k, v in ${a} : v => k... }`,
    `${a}[*]`,
    `"<\${${a}}>"`,
    `${number} / ${argument('number', 0)}`,
    `${number} % ${argument('number', 0)}`,
  ];
  return pick(forms);
}

function evaluateHere(text: string): string {
  const { expression } = parseExpressionText(text, 'x.tf');
  if (!expression) return 'malformed';
  const { value } = evaluate(expression, { lookup: () => undefined, functions, files: null, budget: newBudget() });
  return value.kind === 'string' ? value.text : value.kind;
}

/** Null where one of the expressions is not known there: then none of them can be printed. */
function evaluateThere(texts: readonly string[]): readonly string[] | null {
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-functions-'));
  try {
    writeFileSync(join(folder, 'main.tf'), `locals {\n  all = [\n${texts.join(',\n')}\n  ]\n}\n`);
    const options = { cwd: folder, input: 'jsonencode(local.all)\n', encoding: 'utf8', stdio: 'pipe' } as const;
    const printed = execFileSync(binary, ['console'], { ...options, maxBuffer: 1e9 });
    const line = printed.split('\n').find((one) => one.startsWith('"'));
    if (line === undefined) return null;
    return JSON.parse(JSON.parse(line.replace(/([$%])\1\{/g, '$1{')) as string) as readonly string[];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const CHUNK = 100;
const counts = { compared: 0, values: 0, skipped: 0, differences: 0 };
for (let start = 0; start < Number(countText); start += CHUNK) {
  const expressions = Array.from({ length: CHUNK }, () => (random(4) === 0 ? operation() : call(1)));
  const wrapped = expressions.map((expression) => `try(jsonencode([${expression}]), "ERR")`);
  const theirs = evaluateThere(wrapped);
  if (!theirs) counts.skipped += CHUNK;
  theirs?.forEach((wanted, i) => {
    counts.compared++;
    if (wanted !== 'ERR') counts.values++;
    const ours = evaluateHere(wrapped[i] ?? '');
    if (ours === wanted) return;
    counts.differences++;
    console.log(`${expressions[i]}\n  ours   ${ours.slice(0, 200)}\n  theirs ${wanted.slice(0, 200)}`);
  });
}
console.log(`seed ${seedText}:`, counts);
