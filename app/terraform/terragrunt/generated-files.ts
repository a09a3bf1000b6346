import type { Value } from '#app/hcl/value.ts';
import { normalPath, type Tree } from '#app/source/tree.ts';
import { attributeOf } from '../module-files.ts';
import { blocksOf, type TerragruntConfig, textOf } from './read-config.ts';

/** The files that a configuration writes beside its module, and none outside of it. */
export function generatedFiles(
  config: TerragruntConfig,
  { tree, module }: { readonly tree: Tree; readonly module: string },
): readonly (readonly [string, Uint8Array])[] {
  return generatedTexts(config).flatMap(({ path: name, contents, ifExists, isDisabled }) => {
    if (isDisabled) return [];
    const path = normalPath(`${module}/${name ?? '..'}`);
    const isKept = ifExists === 'skip' && path !== null && tree.read(path) !== null;
    const inside = path !== null && (module === '' || path.startsWith(`${module}/`));
    return inside && contents !== null && !isKept ? [[path, new TextEncoder().encode(contents)] as const] : [];
  });
}

interface GeneratedText {
  readonly path: string | null;
  readonly contents: string | null;
  readonly ifExists: string | null;
  readonly isDisabled: boolean;
}

/** Files of `generate` blocks, and of the attribute `generate` that maps names to the same. */
function generatedTexts(config: TerragruntConfig): readonly GeneratedText[] {
  const ofBlocks = blocksOf(config, 'generate').map(({ block, config: home }) => {
    const disable = attributeOf(block, 'disable')?.expression;
    const disabled = disable && home.evaluate(disable);
    return {
      path: textOf(block, 'path', home),
      contents: textOf(block, 'contents', home),
      ifExists: textOf(block, 'if_exists', home),
      isDisabled: disabled?.kind === 'bool' && disabled.truth,
    };
  });
  return [...ofBlocks, ...mappedTexts(config)];
}

function mappedTexts(config: TerragruntConfig): readonly GeneratedText[] {
  const included = config.includes.flatMap((each) => (each.strategy ? mappedTexts(each.config) : []));
  const own = config.body.attributes.find(({ name }) => name === 'generate')?.expression;
  const value = own && config.evaluate(own);
  const entries = value?.kind === 'mapping' ? [...value.entries.values()] : [];
  const texts = entries.map((each): GeneratedText => {
    const part = (name: string): Value | undefined => (each.kind === 'mapping' ? each.entries.get(name) : undefined);
    const text = (name: string): string | null => {
      const found = part(name);
      return found?.kind === 'string' ? found.text : null;
    };
    const disabled = part('disable');
    return {
      path: text('path'),
      contents: text('contents'),
      ifExists: text('if_exists'),
      isDisabled: disabled?.kind === 'bool' && disabled.truth,
    };
  });
  return [...included, ...texts];
}
