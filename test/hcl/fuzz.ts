/** Random changes to texts and random expressions, the same for the same seed. */

export type Random = (below: number) => number;

/** Numbers from 0 to below the limit, by mulberry32. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const SCRAPS = [
  ...'{}[]()"\'$%~=:,.?!*+-/<>&|#\n\r\t \\0159aé'.split(''),
  '${',
  '%{',
  '$${',
  '~}',
  '${~',
  '<<E\n',
  '<<-E\n',
  '\nE\n',
  '=>',
  '...',
  '[*]',
  '.*',
  '::',
  '//',
  '/*',
  '*/',
  'for ',
  ' in ',
  ' if ',
  'null',
  'true',
  '%{ if a }',
  '%{ else }',
  '%{ endif }',
  '%{ for x in y }',
  '%{ endfor }',
  '\\u00e9',
  '1e3',
  '.5',
  '\r\n',
  '\u2028',
];

/** The text with one to four small changes: a piece dropped, doubled, moved, or a scrap of syntax put in. */
export function mutate(text: string, random: Random): string {
  let result = text;
  for (let left = 1 + random(4); left > 0; left--) {
    const at = random(result.length + 1);
    const length = 1 + random(8);
    const kind = random(5);
    if (kind === 0) result = result.slice(0, at) + result.slice(at + length);
    else if (kind === 1) result = result.slice(0, at) + result.slice(at, at + length) + result.slice(at);
    else if (kind === 2) {
      const other = random(result.length + 1);
      result = result.slice(0, at) + result.slice(other, other + length) + result.slice(at);
    } else result = result.slice(0, at) + SCRAPS[random(SCRAPS.length)] + result.slice(kind === 3 ? at : at + length);
  }
  // A surrogate without its partner is no text that could stand in a file.
  return result.toWellFormed();
}

/** A random file of attributes, mostly well-formed. */
export function generateFile(random: Random): string {
  let text = '';
  for (let i = 0; i <= random(4); i++) text += `a${i} = ${generateExpression(random, 4)}\n`;
  if (random(3) === 0) text += `b "l" ${random(2) ? '"m" ' : ''}{\n  c = ${generateExpression(random, 3)}\n}\n`;
  return text;
}

function generateExpression(random: Random, depth: number): string {
  const inner = (): string => generateExpression(random, depth - 1);
  const name = (): string => ['a', 'var.b', 'local.c_d', 'e-f', 'x', 'each.value'][random(6)] as string;
  switch (depth <= 0 ? random(6) : random(22)) {
    case 0:
      return String(random(1000));
    case 1:
      return `${random(10)}.${random(100)}${random(4) === 0 ? 'e2' : ''}`;
    case 2:
      return ['true', 'false', 'null'][random(3)] as string;
    case 3:
    case 4:
      return name();
    case 5:
      return `"${['', 'text', 'a\\n', '$${x}', '%%{', ' é', '$', '%'][random(8)]}"`;
    case 6:
      return `"${random(2) ? 'p ' : ''}\${${random(3) ? '' : '~ '}${inner()}${random(3) ? '' : ' ~'}}${random(2) ? ' q' : ''}"`;
    case 7:
      return `"%{ if ${inner()} ${random(2) ? '~' : ''}} yes %{ else }no%{ endif }"`;
    case 8:
      return `"%{ for k, v in ${inner()} }\${k} %{ endfor ${random(2) ? '~' : ''}} z"`;
    case 9:
      return `(${inner()})`;
    case 10:
      return `[${inner()}, ${inner()}${random(2) ? ',' : ''}]`;
    case 11:
      return `{ k = ${inner()}, "q" : ${inner()}, (${inner()}) = 1 }`;
    case 12:
      return `{\n  k = ${inner()}\n  l = ${inner()}\n}`;
    case 13:
      return `f(${inner()}, ${inner()}${random(3) ? '' : '...'})`;
    case 14:
      return `${inner()} ? ${inner()} : ${inner()}`;
    case 15:
      return `${inner()} ${['+', '-', '*', '/', '%', '==', '!=', '<', '>=', '&&', '||'][random(11)]} ${inner()}`;
    case 16:
      return `${random(2) ? '!' : '-'}${inner()}`;
    case 17:
      return `${name()}[${inner()}]${random(2) ? '.z' : ''}`;
    case 18:
      return `${name()}${['[*].b', '.*.b.0', '[*][0]', '[*].c[*].d'][random(4)]}`;
    case 19:
      return `[for k, v in ${inner()} : ${inner()}${random(2) ? '' : ` if ${inner()}`}]`;
    case 20:
      return `{for v in ${inner()} : ${inner()} => ${inner()}${random(2) ? '...' : ''}}`;
    default:
      return `<<${random(2) ? '-' : ''}E\n${' '.repeat(random(6))}one \${${name()}}\n${' '.repeat(random(6))}two\n${random(4) ? '' : '\n'}${' '.repeat(random(4))}E\n`;
  }
}
