import { decimal } from '#app/measure/decimal.ts';
import type { Quantity } from '#app/measure/quantity.ts';
import type { PriceBook } from '#app/pricing/price.ts';
import { type AttributeValue, type ResourceInstance, UNKNOWN } from '#app/terraform/resource.ts';
import { exactValueAt, reasonAt, UnknownPart, valueAt } from './attribute-path.ts';
import type { Question, ReadingTrace } from './reading-trace.ts';
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
  #trace: ReadingTrace | null = null;
  #number = 0;

  constructor(value: AttributeValue | undefined, path: string, reasons: Readonly<Record<string, string>>) {
    this.#value = value;
    this.#path = path;
    this.#reasons = reasons;
  }

  /** From now on `trace` learns what is asked; it knows this reader by `number`. */
  watch(trace: ReadingTrace | null, number: number): void {
    this.#trace = trace;
    this.#number = number;
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
    return this.ask('has', path) as boolean;
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
    return this.ask('blocks', path) as readonly BlockReader[];
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
    return this.ask('value', path) as AttributeValue | undefined;
  }

  /**
   * What there is to say to a question, without a trace of it: a value, whether there is one, readers, or the part that
   * is unknown.
   */
  answer(question: Question, path: string): unknown {
    const value = valueAt(this.#value, path);
    if (question === 'blocks') return this.#blocksAt(path, value);
    const known = value === UNKNOWN ? this.#unknownAt(path) : value;
    if (question !== 'has' || known instanceof UnknownPart) return known;
    return known !== undefined && known !== null && known !== '' && !(Array.isArray(known) && known.length === 0);
  }

  /** The answer to a question. Throws `UnknownAttribute` where it is unknown. */
  protected ask(question: Question, path: string): unknown {
    const answer = this.answer(question, path);
    this.#trace?.note({ reader: this.#number, question, path }, answer);
    if (answer instanceof UnknownPart) throw new UnknownAttribute(answer.path, answer.reason);
    return answer;
  }

  /** What is looked at now does not show in any answer. */
  protected lookBeyond(): void {
    if (this.#trace) this.#trace.isWhole = false;
  }

  #blocksAt(path: string, found: AttributeValue | undefined): readonly BlockReader[] | UnknownPart {
    if (found === undefined || found === null || typeof found === 'string') return NO_BLOCKS;
    const { value, at } = exactValueAt({ value: this.#value, path: this.#path }, path);
    if (value === UNKNOWN) return this.#unknownAt(path) ?? NO_BLOCKS;
    if (value === undefined || value === null || typeof value !== 'object') return NO_BLOCKS;
    if (!Array.isArray(value)) return [new BlockReader(value, at, this.#reasons)];
    return value.map((item: AttributeValue, index) => new BlockReader(item, `${at}.${index}`, this.#reasons));
  }

  /** The unknown part on the way to `path`; undefined where the configuration leaves it to the provider. */
  #unknownAt(path: string): UnknownPart | undefined {
    const { at } = exactValueAt({ value: this.#value, path: this.#path }, path);
    const reason = reasonAt(at, this.#reasons);
    return reason === undefined ? undefined : new UnknownPart(at, reason);
  }
}

const NO_BLOCKS: readonly BlockReader[] = [];

/** Reads one resource: its attributes, usage, region and neighbours. */
export class ResourceReader extends BlockReader {
  readonly #resource: ResourceInstance;
  readonly #around: Surroundings;

  constructor(resource: ResourceInstance, around: Surroundings) {
    super(resource.attributes, '', resource.unknownReasons);
    this.#resource = resource;
    this.#around = around;
  }

  /** The Terraform type. */
  get type(): string {
    return this.ask('type', '') as string;
  }

  /** The resource itself: what is read there makes its estimate its own, where a reader's answers let equal ones share. */
  get resource(): ResourceInstance {
    this.lookBeyond();
    return this.#resource;
  }

  /** The region it is billed in. Throws `UnknownAttribute` when that cannot be told. */
  get region(): string {
    return this.ask('region', '') as string;
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
    const stated = this.ask('usage', key) as StatedUsage | undefined;
    const value = stated === undefined ? null : usageNumber(stated.value);
    if (stated !== undefined && value !== null) return { state: 'known', value: decimal(value), origin: stated.origin };
    if (fallback !== undefined) return { state: 'known', value: decimal(fallback), origin: 'configuration' };
    return { state: 'usage', key };
  }

  /** The usage under `key` as text, for choices such as an operating system. */
  usageText(key: string): string | undefined {
    const stated = this.ask('usage', key) as StatedUsage | undefined;
    return stated === undefined ? undefined : String(stated.value);
  }

  /** Readers of the resources that the attribute at `path` refers to. */
  related(path: string): readonly ResourceReader[] {
    return this.ask('related', path) as readonly ResourceReader[];
  }

  /** Readers of the resources of `type` that refer to this one. */
  referrers(type: string): readonly ResourceReader[] {
    return this.ask('referrers', type) as readonly ResourceReader[];
  }

  override answer(question: Question, path: string): unknown {
    switch (question) {
      case 'usage':
        return this.#around.usage(this.#resource, path);
      case 'region': {
        const answer = this.#around.region(this.#resource);
        return 'unknown' in answer ? new UnknownPart('region', answer.unknown) : answer.region;
      }
      case 'type':
        return this.#resource.type;
      case 'related':
        return this.#readersOf(this.#around.related(this.#resource, path));
      case 'referrers':
        return this.#readersOf(this.#around.referrers(this.#resource, path));
      default:
        return super.answer(question, path);
    }
  }

  #readersOf(resources: readonly ResourceInstance[]): readonly ResourceReader[] {
    return resources.map((each) => new ResourceReader(each, this.#around));
  }

  /** Size of a machine type as the price book knows it. */
  machine(provider: 'aws' | 'azure' | 'google', type: string): ReturnType<PriceBook['machine']> {
    return this.#around.machines.machine(provider, type);
  }
}
