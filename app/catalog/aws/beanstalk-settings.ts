import type { ResourceReader } from '../resource-reader.ts';

/** The settings of an environment by `namespace/name`. Throws UnknownAttribute when one is decided at apply. */
export function settingsOf(r: ResourceReader): ReadonlyMap<string, string> {
  return new Map(
    r
      .blocks('setting')
      .map((setting) => [`${setting.text('namespace', '')}/${setting.text('name', '')}`, setting.text('value', '')]),
  );
}
