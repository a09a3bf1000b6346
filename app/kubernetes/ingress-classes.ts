import type { Exposure } from './exposure.ts';
import type { ManifestObject } from './manifest-object.ts';
import { entriesAt, textAt } from './manifest-value.ts';

/** What an IngressClass says about the Ingresses of its name. */
export interface IngressClass {
  /** `ingress.k8s.aws/alb`. */
  readonly controller: string;
  /** Group whose Ingresses share one load balancer, where its parameters name one. */
  readonly group: string | null;
}

export interface IngressClasses {
  readonly byName: ReadonlyMap<string, IngressClass>;
  /** Name of the class of Ingresses that state none; null where none is marked. */
  readonly defaultName: string | null;
}

/** The classes among the objects. https://kubernetes.io/docs/concepts/services-networking/ingress/#ingress-class (read 2026-11-26). */
export function readIngressClasses(objects: readonly ManifestObject[]): IngressClasses {
  const byName = new Map<string, IngressClass>();
  let defaultName: string | null = null;
  for (const object of objects) {
    if (object.kind !== 'IngressClass' || !object.group.startsWith('networking.k8s.io')) continue;
    const controller = textAt(object.value, 'spec.controller') ?? '';
    byName.set(object.name, { controller, group: groupOf(object, objects) });
    const annotations = new Map(entriesAt(object.value, 'metadata.annotations'));
    const isDefault = String(annotations.get('ingressclass.kubernetes.io/is-default-class')) === 'true';
    if (isDefault && (defaultName === null || object.name < defaultName)) defaultName = object.name;
  }
  return { byName, defaultName };
}

/** https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/ingress_class/ (read 2026-11-26). */
function groupOf(object: ManifestObject, objects: readonly ManifestObject[]): string | null {
  const name = textAt(object.value, 'spec.parameters.name');
  if (name === undefined || textAt(object.value, 'spec.parameters.kind') !== 'IngressClassParams') return null;
  const parameters = objects.find((each) => each.kind === 'IngressClassParams' && each.name === name);
  return textAt(parameters?.value, 'spec.group.name') ?? null;
}

/** Controllers that make the cloud run an ALB. */
const ALB: readonly string[] = ['ingress.k8s.aws/alb', 'eks.amazonaws.com/alb'];
const GROUP = 'alb.ingress.kubernetes.io/group.name';

/** The exposure of an Ingress with the controller of its class, or of the default one, in place of the class's name. */
export function withIngressClass(exposure: Exposure, classes: IngressClasses): Exposure {
  if (exposure.kind !== 'Ingress') return exposure;
  const name = exposure.className || (classes.defaultName ?? '');
  const found = classes.byName.get(name);
  if (!found || found.controller === '') return { ...exposure, className: name };
  const className = ALB.includes(found.controller) ? 'alb' : found.controller;
  const annotations = found.group === null ? exposure.annotations : { ...exposure.annotations, [GROUP]: found.group };
  return { ...exposure, className, annotations };
}
