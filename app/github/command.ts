/** What a person asks the gate for in a comment or a review. */
export type Command =
  | { readonly verb: 'recheck' | 'help' }
  | { readonly verb: 'override'; readonly rule: string; readonly digest: string | null; readonly reason: string }
  | { readonly verb: 'explain'; readonly address: string }
  | { readonly verb: 'usage'; readonly address: string; readonly values: Readonly<Record<string, string>> }
  | { readonly verb: 'unknown'; readonly text: string };

const LONGEST_LINE = 2_000;
const MOST_COMMANDS = 20;

/**
 * The commands of a text: lines that begin with `/finops`, outside of quotes, fences and HTML comments, which people
 * use to talk about a command without giving it. At most 20; what cannot be understood is `unknown`, for a help text.
 */
export function readCommands(text: string): readonly Command[] {
  const visible = text.replaceAll('\r\n', '\n').replaceAll(/<!--[\s\S]*?(?:-->|$)/g, '');
  const commands: Command[] = [];
  let fence: string | null = null;
  for (const line of visible.split('\n')) {
    const mark = /^ {0,3}(```+|~~~+)/.exec(line)?.[1];
    if (mark) {
      if (fence === null) fence = mark;
      else if (mark.startsWith(fence)) fence = null;
      continue;
    }
    const words = fence === null && line.length <= LONGEST_LINE ? /^\/finops(?:\s+(.*))?$/.exec(line.trimEnd()) : null;
    if (words && commands.length < MOST_COMMANDS) commands.push(commandOf(words[1]?.trim() ?? 'help'));
  }
  return commands;
}

function commandOf(text: string): Command {
  const [, verb = '', rest = ''] = /^(\S+)\s*(.*)$/.exec(text) ?? [];
  const [, first = '', tail = ''] = /^(\S+)\s*(.*)$/.exec(rest) ?? [];
  if ((verb === 'recheck' || verb === 'help') && rest === '') return { verb };
  if (verb === 'override' && first !== '') {
    const [, rule = first, digest = null] = /^(.*)@([0-9a-zA-Z:]+)$/.exec(first) ?? [];
    return { verb, rule, digest, reason: tail };
  }
  // Addresses hold spaces where a key of for_each does.
  if (verb === 'explain' && rest !== '') return { verb, address: rest };
  const [, address = '', pairs = ''] = /^(\S.*?)((?:\s+[\w.]+=\S+)+)$/.exec(rest) ?? [];
  if (verb === 'usage' && address !== '') {
    const values = [...pairs.matchAll(/([\w.]+)=(\S+)/g)].map(([, key = '', value = '']) => [key, value]);
    return { verb, address, values: Object.fromEntries(values) };
  }
  return { verb: 'unknown', text };
}
