import { type AttributeValue, UNKNOWN } from '#app/terraform/resource.ts';

/** The value at the dotted `path`, a block list looked through to its first element; UNKNOWN as soon as a part of the way is. */
export function valueAt(root: AttributeValue | undefined, path: string): AttributeValue | undefined {
  let value = root;
  for (let from = 0; from < path.length && value !== UNKNOWN; ) {
    const dot = path.indexOf('.', from);
    const end = dot < 0 ? path.length : dot;
    const step = from === 0 && dot < 0 ? path : path.slice(from, end);
    from = end + 1;
    if (Array.isArray(value) && !/^\d+$/.test(step)) value = value[0];
    if (value === UNKNOWN) break;
    if (value === null || value === undefined || typeof value !== 'object') return undefined;
    value = (value as Readonly<Record<string, AttributeValue>>)[step];
  }
  return value;
}

/** Something that is not known before apply, with its exact path and why. */
export class UnknownPart {
  readonly path: string;
  readonly reason: string;

  constructor(path: string, reason: string) {
    this.path = path;
    this.reason = reason;
  }
}

/** The value at `path` with its exact path in the resource, the index of each block in it. */
export function exactValueAt(
  from: { readonly value: AttributeValue | undefined; readonly path: string },
  path: string,
): { readonly value: AttributeValue | undefined; readonly at: string } {
  let { value, path: at } = from;
  for (const step of path === '' ? [] : path.split('.')) {
    if (value === UNKNOWN) break;
    if (Array.isArray(value) && !/^\d+$/.test(step)) {
      value = value[0];
      at = joined(at, '0');
      if (value === UNKNOWN) break;
    }
    if (value === null || value === undefined || typeof value !== 'object') return { value: undefined, at };
    value = (value as Readonly<Record<string, AttributeValue>>)[step];
    at = joined(at, step);
  }
  return { value, at };
}

/** Why the value at `path` is unknown; undefined when the configuration does not write it. */
export function reasonAt(path: string, reasons: Readonly<Record<string, string>>): string | undefined {
  for (let at = path; at !== ''; at = at.includes('.') ? at.slice(0, at.lastIndexOf('.')) : '') {
    const reason = reasons[at];
    if (reason !== undefined) return reason || 'its value is decided at apply';
  }
  return undefined;
}

function joined(path: string, step: string): string {
  return path === '' ? step : `${path}.${step}`;
}
