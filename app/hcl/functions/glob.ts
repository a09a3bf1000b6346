import { HclError } from '../diagnostic.ts';

/** A pattern may have so many alternatives in braces. */
const MAX_ALTERNATIVES = 64;

/**
 * A test for paths by a pattern with `*`, `**`, `?`, `{a,b}` and `[a-z]`, as `fileset` takes them
 * (https://developer.hashicorp.com/terraform/language/functions/fileset, read 2026-11-25).
 * Works segment by segment without backtracking over paths.
 * @throws HclError when the pattern is malformed.
 */
export function globPattern(pattern: string): (path: string) => boolean {
  const alternatives = expandBraces(pattern).map((one) => one.split('/').map(segmentTest));
  return (path) => alternatives.some((segments) => matchSegments(segments, path.split('/')));
}

type Segment = '**' | ((name: string) => boolean);

function matchSegments(pattern: readonly Segment[], path: readonly string[]): boolean {
  // reachable[j]: the pattern so far matches the first j segments of the path.
  let reachable = new Set([0]);
  for (const segment of pattern) {
    const next = new Set<number>();
    for (const at of reachable) {
      if (segment === '**') for (let end = at; end <= path.length; end++) next.add(end);
      else if (at < path.length && segment(path[at] ?? '')) next.add(at + 1);
    }
    reachable = next;
  }
  return reachable.has(path.length);
}

function segmentTest(segment: string): Segment {
  if (segment === '**') return '**';
  const tokens = tokenize(segment);
  return (name) => matchTokens(tokens, [...name]);
}

type Token = '*' | ((character: string) => boolean);

function tokenize(segment: string): Token[] {
  const tokens: Token[] = [];
  const characters = [...segment];
  for (let i = 0; i < characters.length; i++) {
    const character = characters[i] ?? '';
    if (character === '*') tokens.push('*');
    else if (character === '?') tokens.push(() => true);
    else if (character === '[') {
      const close = characters.indexOf(']', i + 2);
      if (close < 0) throw new HclError('failed to glob pattern: "]" is missing', null);
      tokens.push(characterClass(characters.slice(i + 1, close)));
      i = close;
    } else {
      const literal = character === '\\' ? (characters[++i] ?? '\\') : character;
      tokens.push((one) => one === literal);
    }
  }
  return tokens;
}

function characterClass(members: readonly string[]): Token {
  const negated = members[0] === '^' || members[0] === '!';
  const list = negated ? members.slice(1) : members;
  const ranges: [string, string][] = [];
  for (let i = 0; i < list.length; i++) {
    const from = list[i] ?? '';
    if (list[i + 1] === '-' && i + 2 < list.length) {
      ranges.push([from, list[i + 2] ?? '']);
      i += 2;
    } else ranges.push([from, from]);
  }
  return (one) => ranges.some(([from, to]) => one >= from && one <= to) !== negated;
}

function matchTokens(tokens: readonly Token[], name: readonly string[]): boolean {
  let reachable = new Set([0]);
  for (const token of tokens) {
    const next = new Set<number>();
    for (const at of reachable) {
      if (token === '*') for (let end = at; end <= name.length; end++) next.add(end);
      else if (at < name.length && token(name[at] ?? '')) next.add(at + 1);
    }
    reachable = next;
  }
  return reachable.has(name.length);
}

function expandBraces(pattern: string): string[] {
  const done: string[] = [];
  const pending = [pattern];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const close = next.indexOf('}');
    const open = close < 0 ? -1 : next.lastIndexOf('{', close);
    if (open < 0) done.push(next);
    else
      for (const choice of next
        .slice(open + 1, close)
        .split(',')
        .reverse())
        pending.push(next.slice(0, open) + choice + next.slice(close + 1));
    if (done.length + pending.length > MAX_ALTERNATIVES)
      throw new HclError('failed to glob pattern: too many alternatives', null);
  }
  return done;
}
