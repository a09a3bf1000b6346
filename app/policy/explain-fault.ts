import type { EngineFault } from './engine-protocol.ts';

/** A fault of the engine in one line, and what to do about it. */
export interface ExplainedFault {
  readonly message: string;
  readonly remedy: string | null;
}

interface Explanation {
  readonly when: RegExp;
  readonly explain: (found: RegExpExecArray, details: readonly string[]) => Partial<ExplainedFault>;
}

/** The first part of the names of OPA's built-ins that no policy may call. */
const BUILTIN =
  /^(crypto|graphql|http|io|json|net|numbers|opa|providers|rand|regex|rego|strings|time|trace|uuid|yaml)\b/;

const EXPLANATIONS: readonly Explanation[] = [
  {
    when: /^undefined function (\S+)$/,
    explain: ([, name = '']) =>
      BUILTIN.test(name)
        ? {
            message: `no policy may call ${name}`,
            remedy: 'do without it: policies are evaluated offline and give the same answer every time',
          }
        : {
            message: `there is no function ${name}`,
            remedy: `correct the name, or import the package that defines it, as in "import data.finops.${name.includes('.') ? name.split('.')[0] : 'lib'}"`,
          },
  },
  {
    when: /^undefined ref: (\S+)$/,
    explain: (_found, details) => {
      const have = /have: "?([^"]*)"?$/.exec(details.find((line) => line.includes('have:')) ?? '')?.[1];
      const wanted = [...(details.find((line) => line.includes('want')) ?? '').matchAll(/"([^"]+)"/g)].map(
        ([, name = '']) => name,
      );
      if (have === undefined || wanted.length === 0) return {};
      const near = wanted.find((name) => isNear(name, have));
      const all = `there are ${wanted.join(', ')}`;
      return { remedy: near === undefined ? all : `write ${near} (${all})` };
    },
  },
  {
    when: /^`(?:if|contains)` keyword is required/,
    explain: () => ({ remedy: 'write it in Rego v1: "deny contains msg if { … }" instead of "deny[msg] { … }"' }),
  },
  { when: /^assigned var \S+ unused$/, explain: () => ({ remedy: 'use it or remove it' }) },
  { when: /^(?:import \S+|import) unused$/, explain: () => ({ remedy: 'remove the import' }) },
  {
    when: /^var (\S+) is unsafe$/,
    explain: ([, name]) => ({ remedy: `give it a value: "some ${name} in …", an assignment, or the right spelling` }),
  },
];

/** What OPA says, in one line without its drawing, with the remedy where one is known. */
export function explainFault({ code, message }: EngineFault): ExplainedFault {
  const [head = '', ...details] = message.replaceAll(/\[__local\d+__\]/g, '[_]').split('\n');
  const plain = { message: `${head} (${code})`, remedy: null };
  for (const { when, explain } of EXPLANATIONS) {
    const found = when.exec(head);
    if (!found) continue;
    const explained = { ...plain, ...explain(found, details) };
    return explained.message.endsWith(`(${code})`)
      ? explained
      : { ...explained, message: `${explained.message} (${code})` };
  }
  return plain;
}

/** Equal but for case and underscores, or with one letter more, less or another. */
function isNear(one: string, other: string): boolean {
  const [a, b] = [one, other].map((each) => each.toLowerCase().replaceAll(/[_-]/g, '')) as [string, string];
  if (a === b) return true;
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  return Math.max(a.length, b.length) - start - end <= 1;
}
