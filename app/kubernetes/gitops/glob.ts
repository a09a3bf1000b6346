type Token =
  | { readonly kind: 'one' | 'name' | 'any' | 'folders' }
  | { readonly kind: 'character'; readonly text: string };

/** No glob that a person writes is longer; a longer one matches nothing. */
const MAX_CHARACTERS = 300;

/**
 * True when the glob matches the whole path: `?` one character of a name, `*` any of them, `**` anything, and `**` before
 * a slash also nothing. The time that it takes grows with the product of both lengths, whatever the glob.
 */
export function globMatches(glob: string, path: string): boolean {
  if (glob.length > MAX_CHARACTERS) return false;
  // Which beginnings of the path the tokens so far match, by their length.
  let reached = new Array<boolean>(path.length + 1).fill(false);
  reached[0] = true;
  for (const token of tokensOf(glob)) reached = step(reached, { token, path });
  return reached[path.length] === true;
}

function tokensOf(glob: string): readonly Token[] {
  return [...glob.matchAll(/\*\*\/|\*\*|[\s\S]/g)].map(([text]): Token => {
    if (text === '**/') return { kind: 'folders' };
    if (text === '**') return { kind: 'any' };
    if (text === '*') return { kind: 'name' };
    return text === '?' ? { kind: 'one' } : { kind: 'character', text };
  });
}

function step(reached: readonly boolean[], by: { readonly token: Token; readonly path: string }): boolean[] {
  const { token, path } = by;
  const next = new Array<boolean>(path.length + 1).fill(false);
  let open = false;
  for (let at = 0; at <= path.length; at += 1) {
    const before = at > 0 ? path[at - 1] : undefined;
    const isOwn = reached[at] === true;
    if (token.kind === 'character') next[at] = reached[at - 1] === true && before === token.text;
    else if (token.kind === 'one') next[at] = reached[at - 1] === true && before !== '/';
    else {
      // What is open may take in one character more; a name ends at a slash.
      open = isOwn || (open && (token.kind !== 'name' || before !== '/'));
      next[at] = token.kind === 'folders' ? isOwn || (open && before === '/') : open;
    }
  }
  return next;
}
