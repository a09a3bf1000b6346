/** Whether a value fits a pattern: the same text, `*` for any characters; `null` is no value at all. */
export function fitsPattern(value: string | null, pattern: string): boolean {
  if (isAbsent(pattern)) return value === null;
  if (value === null) return false;
  if (!pattern.includes('*')) return value === pattern;
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop() ?? '';
  if (!value.startsWith(first) || !value.endsWith(last) || value.length < first.length + last.length) return false;
  let at = first.length;
  for (const part of rest) {
    const found = value.indexOf(part, at);
    if (found < 0 || found + part.length > value.length - last.length) return false;
    at = found + part.length;
  }
  return true;
}

/** Whether a pattern asks for charges without a value. */
function isAbsent(pattern: string): boolean {
  return pattern === 'null' || pattern === '~' || pattern === '';
}

/** Whether some value may fit both. */
export function patternsMeet(one: string, other: string): boolean {
  if (isAbsent(one) || isAbsent(other)) return isAbsent(one) && isAbsent(other);
  if (!one.includes('*')) return fitsPattern(one, other);
  if (!other.includes('*')) return fitsPattern(other, one);
  const [a = ''] = one.split('*');
  const [b = ''] = other.split('*');
  const isPrefix = a.startsWith(b) || b.startsWith(a);
  const [y, z] = [one.split('*').at(-1) ?? '', other.split('*').at(-1) ?? ''];
  return isPrefix && (y.endsWith(z) || z.endsWith(y));
}
