import { describe, expect, it } from 'vitest';
import type { ManifestValue } from '#app/kubernetes/manifest-value.ts';
import { podRequest } from '#app/kubernetes/pod-request.ts';

const none = { containers: [], overhead: new Map() };

function plain(cpu: number): ManifestValue {
  return { name: `c${cpu}`, resources: { requests: { cpu: `${cpu}m` } } };
}

function sidecar(cpu: number): ManifestValue {
  return { name: `s${cpu}`, restartPolicy: 'Always', resources: { requests: { cpu: `${cpu}m` } } };
}

function millicores(spec: ManifestValue): number | undefined {
  return podRequest(spec, none).requests.get('cpu')?.times(1000).toNumber();
}

// The golden vectors of facts/kubernetes-costing.md, section 2.
describe('the effective request of a pod', () => {
  const b = { containers: [plain(100), plain(200)], initContainers: [plain(500), sidecar(50), plain(300)] };

  it('takes the larger of what runs and what starts, and adds the overhead (vector A)', () => {
    const spec = {
      containers: [plain(100), plain(200)],
      initContainers: [sidecar(50), plain(500), plain(300)],
      overhead: { cpu: '100m' },
    };
    expect(millicores(spec)).toBe(650);
  });

  it('counts a sidecar only for the init containers after it (vector B)', () => {
    expect(millicores(b)).toBe(500);
  });

  it('is replaced by a pod-level request (vector C)', () => {
    expect(millicores({ ...b, resources: { requests: { cpu: '400m' } }, overhead: { cpu: '100m' } })).toBe(500);
  });

  it('adds up the sidecars (vector D)', () => {
    const spec = { containers: [plain(100)], initContainers: [sidecar(200), sidecar(200), plain(10)] };
    expect(millicores(spec)).toBe(500);
  });
});
