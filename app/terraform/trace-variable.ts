import { attributeOf, sourceOf } from './module-files.ts';
import { automaticFiles, parseVariableFile } from './read-variables.ts';
import { type Origin, standing, type Traced } from './trace-place.ts';

/** What gives a variable its value: an argument, a variable file, its default; a text says why there is nothing. */
export function throughVariable(name: string, at: Traced, origin: Origin): Traced | string | null {
  const { module } = at.place;
  const { caller } = module;
  const argument = caller && attributeOf(caller.sourced.block, name);
  if (caller && argument) {
    const { repetition, sourced } = caller;
    const source = sourceOf(sourced, argument);
    const place = { module: caller.module, names: repetition.names, source, block: sourced, index: repetition.index };
    return { expression: argument.expression, path: at.path, place };
  }
  const given = caller ? null : fromOutside(name, at, origin);
  if (given !== null) return given;
  const declared = module.files.byName.get(`variable.${name}`);
  const fallback = declared && attributeOf(declared.block, 'default');
  if (!declared || !fallback) return `var.${name} has no value in the files`;
  return standing(fallback.expression, { module, source: sourceOf(declared, fallback), path: at.path });
}

/** What gives a variable of the root module its value; null where nothing but its default does. */
function fromOutside(name: string, at: Traced, { request, tree }: Origin): Traced | string | null {
  if (request.vars.some((each) => each.slice(0, each.indexOf('=')).trim() === name))
    return `var.${name} is set on the command line`;
  for (const file of [...automaticFiles(tree, request.path), ...request.varFiles].reverse()) {
    const content = tree.read(file);
    const parsed = content && parseVariableFile(content, file);
    const found = parsed?.body.attributes.find((each) => each.name === name);
    if (parsed && found)
      return standing(found.expression, { module: at.place.module, source: parsed.source, path: at.path });
  }
  return Object.hasOwn(request.environment, name) ? `var.${name} is set by the environment` : null;
}
