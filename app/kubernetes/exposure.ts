import type { ManifestObject } from './manifest-object.ts';
import { entriesAt, textAt } from './manifest-value.ts';

/** How an object lets traffic in. */
export interface Exposure {
  readonly kind: 'Service' | 'Ingress' | 'Gateway';
  /** A Service's type; empty for the others. */
  readonly type: string;
  /** `loadBalancerClass`, `ingressClassName` (or its old annotation), `gatewayClassName`; empty where none is stated. */
  readonly className: string;
  readonly annotations: Readonly<Record<string, string>>;
}

/** The exposure of a Service, an Ingress or a Gateway. */
export function readExposure(object: ManifestObject): Exposure {
  const annotations = Object.fromEntries(
    entriesAt(object.value, 'metadata.annotations').flatMap(([name, value]) =>
      value === null || value === '' ? [] : [[name, String(value)]],
    ),
  );
  const text = (field: string): string => textAt(object.value, `spec.${field}`) ?? '';
  if (object.kind === 'Service') {
    return { kind: 'Service', type: text('type') || 'ClusterIP', className: text('loadBalancerClass'), annotations };
  }
  if (object.kind === 'Gateway') return { kind: 'Gateway', type: '', className: text('gatewayClassName'), annotations };
  const className = text('ingressClassName') || (annotations['kubernetes.io/ingress.class'] ?? '');
  return { kind: 'Ingress', type: '', className, annotations };
}
