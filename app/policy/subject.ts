import { matchesGlob } from './glob.ts';
import type { PolicyInput } from './input.ts';

/** Exactly one of the three; a tag is `key` or `key=pattern`. */
export interface Selector {
  readonly address?: string | undefined;
  readonly tag?: string | undefined;
  readonly path?: string | undefined;
}

/** What a selector sees of a resource or a workload, and what it costs more, in `input.currency`. */
export interface Subject {
  readonly address: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly file: string | null;
  readonly delta: number | null;
}

/** Every resource and workload of the input. One address may stand in several projects, a module for each environment. */
export function subjectsOf(input: PolicyInput): readonly Subject[] {
  return [
    ...input.resources.map(({ address, tags, file, ...costs }) => ({ address, tags, file, delta: deltaOf(costs) })),
    ...input.workloads.map(({ namespace, kind, name, file, ...costs }) => {
      return { address: `${namespace}/${kind}/${name}`, tags: {}, file, delta: deltaOf(costs) };
    }),
  ];
}

type Cost = PolicyInput['estimate']['prior'];

/** Null where a side is not known in full. */
function deltaOf(each: { readonly change: string; readonly prior: Cost; readonly planned: Cost }): number | null {
  const prior = each.change === 'create' ? 0 : each.prior.complete ? each.prior.monthlyCost : null;
  const planned = each.change === 'delete' ? 0 : each.planned.complete ? each.planned.monthlyCost : null;
  return prior === null || planned === null ? null : planned - prior;
}

/** Whether a selector of a waiver or a budget means the subject. */
export function selects(selector: Selector, subject: Subject): boolean {
  if (selector.address !== undefined) return matchesGlob(subject.address, selector.address);
  if (selector.path !== undefined) return subject.file !== null && matchesGlob(subject.file, selector.path);
  const [key = '', ...value] = (selector.tag ?? '').split('=');
  const tag = Object.hasOwn(subject.tags, key) ? subject.tags[key] : undefined;
  return tag !== undefined && (value.length === 0 || matchesGlob(tag, value.join('=')));
}
