/** GitHub's limit of a comment's body, in characters. */
const LONGEST_COMMENT = 65_536;

const NOTICE = '_Cut here: GitHub takes at most 65,536 characters. The check run has the whole report._';

/** The hidden first line by which a comment is found again; `key` tells several gates of a repository apart. */
export function commentMarker(key: string): string {
  return `<!-- finops:comment:${key.replaceAll(/[^\w./-]/g, '_')} -->`;
}

/** The marker of a comment that a newer one has replaced. */
export function outdatedMarker(key: string): string {
  return commentMarker(key).replace('finops:comment:', 'finops:outdated:');
}

/** The text cut at a line's end to what GitHub takes, with open folds and fences closed; unchanged when it fits. */
export function boundedBody(text: string, longest: number = LONGEST_COMMENT): string {
  if (text.length <= longest) return text;
  const room = longest - NOTICE.length - 100;
  const lines = text.slice(0, room).split('\n').slice(0, -1);
  const kept = lines.join('\n');
  const fences = lines.filter((line) => /^\s*```/.test(line)).length;
  const folds = (kept.match(/<details/g)?.length ?? 0) - (kept.match(/<\/details>/g)?.length ?? 0);
  const closing = `${fences % 2 === 1 ? '\n```' : ''}${'\n</details>'.repeat(Math.min(8, Math.max(0, folds)))}`;
  return `${kept}${closing}\n\n${NOTICE}`;
}
