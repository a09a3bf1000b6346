/** A key of a pack's block in finops.yml that a rule reads, with its default as Rego writes it. */
export interface RuleSetting {
  readonly pack: string;
  readonly name: string;
  readonly fallback: string;
}

const SETTING =
  /lib\.setting\("(\w+)", "(\w+)", (\[[^\]]*\]|\{\}|null|true|false|-?[\d.]+|"[^"]*")\)|[^.]\bsetting\("(\w+)", "(\w+)", (\[[^\]]*\])\)/g;

/**
 * The settings that a rule reads, itself and in what it refers to of its own file and of lib, in the order of reading.
 * They are taken from the Rego texts, so that the reference cannot say anything else.
 */
export function settingsOf(
  rule: { readonly file: string; readonly name: string },
  sources: Readonly<Record<string, string>>,
): readonly RuleSetting[] {
  const own = definitions(sources[rule.file] ?? '');
  const lib = definitions(sources['lib/lib.rego'] ?? '');
  const found = new Map<string, RuleSetting>();
  const seen = new Set<string>();
  const pending = [{ name: rule.name, at: own }];
  for (let next = pending.shift(); next; next = pending.shift()) {
    const key = `${next.at === lib ? 'lib.' : ''}${next.name}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const body = next.at.get(next.name) ?? '';
    for (const [, pack, name, fallback, otherPack, otherName, otherFallback] of body.matchAll(SETTING)) {
      const setting = { pack: pack ?? otherPack, name: name ?? otherName, fallback: fallback ?? otherFallback };
      if (setting.pack && setting.name && setting.fallback) {
        found.set(`${setting.pack}.${setting.name}`, setting as RuleSetting);
      }
    }
    for (const [, prefix, name = ''] of body.matchAll(/(lib\.)?\b([a-z_]+)\b/g)) {
      const at = prefix ? lib : next.at;
      if (name !== 'setting' && at.has(name)) pending.push({ name, at });
    }
  }
  return [...found.values()];
}

/** What stands behind each name that is defined at the margin, all its definitions together. */
function definitions(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let name = '';
  for (const line of text.split('\n')) {
    if (line.startsWith('#')) continue;
    name = /^([a-z]\w*)/.exec(line)?.[1] ?? name;
    if (name !== '' && name !== 'package' && name !== 'import') found.set(name, `${found.get(name) ?? ''}${line}\n`);
  }
  return found;
}
