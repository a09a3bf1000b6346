import { decimal } from '#app/measure/decimal.ts';
import type { Quantity } from '#app/measure/quantity.ts';
import type { PriceBook } from '#app/pricing/price.ts';
import type { AttributeValue, ResourceInstance } from '#app/terraform/resource.ts';
import { UNKNOWN } from '#app/terraform/resource.ts';
import { UnknownAttribute } from './unknown-attribute.ts';
import { usageNumber } from './usage-number.ts';

/** What a reader needs from outside its resource. */
export interface Surroundings {
  /** Instances that the attribute at `path` refers to. */
  related(resource: ResourceInstance, path: string): readonly ResourceInstance[];
  /** Instances of `type` that refer to this one. */
  referrers(resource: ResourceInstance, type: string): readonly ResourceInstance[];
  /** The usage stated for this resource under `key` (dotted for nested keys). */
  usage(resource: ResourceInstance, key: string): StatedUsage | undefined;
  /** The region the resource is billed in; the reason when it cannot be told. */
  region(resource: ResourceInstance): { readonly region: string } | { readonly unknown: string };
  readonly machines: Pick<PriceBook, 'machine'>;
  /** The clock of date-dependent billing. */
  readonly now: Date;
}

export interface StatedUsage {
  readonly value: number | string | boolean;
  readonly origin: 'usage-file' | 'measured' | 'assumed';
}

/**
 * Reads a block's attributes by dotted path. Every read of an unknown value throws `UnknownAttribute`, but for one that
 * the configuration leaves to the provider: a plan marks everything computed as unknown, and what nobody wrote has the
 * provider's default, which is what an absent attribute means here. Those have no entry among the reasons.
 */
export class BlockReader {
  readonly #value: AttributeValue | undefined;
  readonly #path: string;
  readonly #reasons: Readonly<Record<string, string>>;

  constructor(value: AttributeValue | undefined, path: string, reasons: Readonly<Record<string, string>>) {
    this.#value = value;
    this.#path = path;
    this.#reasons = reasons;
  }

  /** The text at `path` (numbers and booleans as text), `fallback` when it is absent or null. */
  text(path: string): string | undefined;
  text(path: string, fallback: string): string;
  text(path: string, fallback?: string): string | undefined {
    const value = this.raw(path);
    if (value === undefined || value === null || typeof value === 'object') return fallback;
    return String(value);
  }

  /** The number at `path`, `fallback` when it is absent, null or not a number. */
  number(path: string): number | undefined;
  number(path: string, fallback: number): number;
  number(path: string, fallback?: number): number | undefined {
    const value = this.raw(path);
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof number === 'number' && Number.isFinite(number) ? number : fallback;
  }

  /** The boolean at `path`, `fallback` when it is absent or null. */
  flag(path: string, fallback = false): boolean {
    const value = this.raw(path);
    if (value === undefined || value === null) return fallback;
    return value === true || value === 'true';
  }

  /** True when something other than null, an empty list or an empty text stands at `path`. */
  has(path: string): boolean {
    const value = this.raw(path);
    return value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
  }

  /** True when the configuration writes something at `path`, also when its value is not known yet. */
  isWritten(path: string): boolean {
    try {
      return this.has(path);
    } catch (error) {
      if (error instanceof UnknownAttribute) return true;
      throw error;
    }
  }

  /** The blocks at `path` in their order; a single object counts as one block. */
  blocks(path: string): readonly BlockReader[] {
    const { value, at } = this.#walk(path);
    if (value === undefined || value === null || typeof value !== 'object') return [];
    if (!Array.isArray(value)) return [new BlockReader(value, at, this.#reasons)];
    return value.map((item: AttributeValue, index) => new BlockReader(item, `${at}.${index}`, this.#reasons));
  }

  /** The first block at `path`. */
  block(path: string): BlockReader | undefined {
    return this.blocks(path)[0];
  }

  /** The elements of the list at `path`, an empty list when it is absent. */
  list(path: string): readonly AttributeValue[] {
    const value = this.raw(path);
    return Array.isArray(value) ? value : [];
  }

  /** The value at `path`; a block list is looked through to its first element. Throws when it is unknown. */
  raw(path: string): AttributeValue | undefined {
    const value = valueAt(this.#value, path);
    // Only what is unknown needs its exact path.
    return value === UNKNOWN ? this.#walk(path).value : value;
  }

  /** The value at `path` and its exact path in the resource, with the index of each block. */
  #walk(path: string): { readonly value: AttributeValue | undefined; readonly at: string } {
    let value = this.#value;
    let at = this.#path;
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
    if (value !== UNKNOWN) return { value, at };
    const reason = this.#reasonAt(at);
    if (reason === undefined) return { value: undefined, at };
    throw new UnknownAttribute(at, reason);
  }

  /** Why the value at `path` is unknown; undefined when the configuration does not write it. */
  #reasonAt(path: string): string | undefined {
    for (let at = path; at !== ''; at = at.includes('.') ? at.slice(0, at.lastIndexOf('.')) : '') {
      const reason = this.#reasons[at];
      if (reason !== undefined) return reason || 'its value is decided at apply';
    }
    return undefined;
  }
}

/** The value at `path`, UNKNOWN as soon as a part of the way is. */
function valueAt(root: AttributeValue | undefined, path: string): AttributeValue | undefined {
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

function joined(path: string, step: string): string {
  return path === '' ? step : `${path}.${step}`;
}

/** Reads one resource: its attributes, usage, region and neighbours. */
export class ResourceReader extends BlockReader {
  readonly resource: ResourceInstance;
  readonly #around: Surroundings;

  constructor(resource: ResourceInstance, around: Surroundings) {
    super(resource.attributes, '', resource.unknownReasons);
    this.resource = resource;
    this.#around = around;
  }

  /** The region it is billed in. Throws `UnknownAttribute` when that cannot be told. */
  get region(): string {
    const answer = this.#around.region(this.resource);
    if ('unknown' in answer) throw new UnknownAttribute('region', answer.unknown);
    return answer.region;
  }

  /** The clock of date-dependent billing. */
  get now(): Date {
    return this.#around.now;
  }

  /** Makes the part of the bill that is being worked out *unknown*: what decides it does not stand in the configuration. */
  unknown(path: string, reason: string): never {
    throw new UnknownAttribute(path, reason);
  }

  /** The usage under `key`; a quantity in the state `usage` when nobody stated it. */
  usage(key: string): Quantity;
  usage(key: string, fallback: number): Quantity & { readonly state: 'known' };
  usage(key: string, fallback?: number): Quantity {
    const stated = this.#around.usage(this.resource, key);
    const value = stated === undefined ? null : usageNumber(stated.value);
    if (stated !== undefined && value !== null) return { state: 'known', value: decimal(value), origin: stated.origin };
    if (fallback !== undefined) return { state: 'known', value: decimal(fallback), origin: 'configuration' };
    return { state: 'usage', key };
  }

  /** The usage under `key` as text, for choices such as an operating system. */
  usageText(key: string): string | undefined {
    const stated = this.#around.usage(this.resource, key);
    return stated === undefined ? undefined : String(stated.value);
  }

  /** Readers of the resources that the attribute at `path` refers to. */
  related(path: string): readonly ResourceReader[] {
    return this.#around.related(this.resource, path).map((other) => new ResourceReader(other, this.#around));
  }

  /** Readers of the resources of `type` that refer to this one. */
  referrers(type: string): readonly ResourceReader[] {
    return this.#around.referrers(this.resource, type).map((other) => new ResourceReader(other, this.#around));
  }

  /** Size of a machine type as the price book knows it. */
  machine(provider: 'aws' | 'azure' | 'google', type: string): ReturnType<PriceBook['machine']> {
    return this.#around.machines.machine(provider, type);
  }
}
