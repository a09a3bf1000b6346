import { countAt } from '../count.ts';
import { at, entriesAt } from '../manifest-value.ts';
import type { Operator } from './operator-part.ts';

/** Knative Services scale between two annotations of their template; from zero where none is stated. */
export const knativeService: Operator = {
  group: 'serving.knative.dev',
  kinds: ['Service', 'Configuration'],
  source: 'https://knative.dev/docs/serving/autoscaling/scale-bounds/ (read 2026-11-25)',
  parts(value) {
    const annotations = new Map(entriesAt(value, 'spec.template.metadata.annotations'));
    const annotation = (name: string): string | undefined => {
      const stated =
        annotations.get(`autoscaling.knative.dev/${name}`) ?? annotations.get(`autoscaling.knative.dev/${kebab(name)}`);
      return stated === undefined || stated === null ? undefined : String(stated);
    };
    const least = numberOf(annotation('minScale'), 0);
    const most = numberOf(annotation('maxScale'), 0);
    // No upper bound is stated: one pod more than none is all that can be said.
    const open = 'count' in most && 'count' in least && most.count === 0 ? { count: Math.max(least.count, 1) } : most;
    const podSpec = at(value, 'spec.template.spec') ?? null;
    return [{ name: '', podSpec, replicas: { minimum: least, expected: least, maximum: open }, claims: [] }];
  },
};

function numberOf(text: string | undefined, fallback: number) {
  const count = text === undefined ? fallback : /^\d{1,9}$/.test(text) ? Number(text) : text;
  return countAt({ scale: count }, { path: 'scale', fallback });
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
