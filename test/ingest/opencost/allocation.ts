/** What OpenCost says of one container on a day, unless said otherwise. */
export function allocation(overrides: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  const { properties, day = '2026-10-05', ...own } = overrides;
  const next = new Date(Date.parse(`${String(day)}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  return {
    name: 'eu/node1/shop/web-1/app',
    properties: {
      cluster: 'eu',
      node: 'node1',
      container: 'app',
      controller: 'web',
      controllerKind: 'deployment',
      namespace: 'shop',
      pod: 'web-1',
      providerID: 'i-0123456789abcdef0',
      labels: { team: 'a' },
      namespaceLabels: { team: 'n', tier: 'front' },
      ...(properties as object | undefined),
    },
    window: { start: `${String(day)}T00:00:00Z`, end: `${next}T00:00:00Z` },
    start: `${String(day)}T00:00:00Z`,
    end: `${next}T00:00:00Z`,
    minutes: 1440,
    cpuCost: 1,
    cpuCostAdjustment: 0,
    ramCost: 0.5,
    ramCostAdjustment: 0,
    gpuCost: 0,
    gpuCostAdjustment: 0,
    pvCost: 0.25,
    networkCost: 0,
    loadBalancerCost: 0,
    sharedCost: 0,
    externalCost: 0,
    totalCost: 1.75,
    totalEfficiency: null,
    ...own,
  };
}

/** An answer of `GET /allocation` with a step for each list. */
export function answer(...steps: readonly (readonly Readonly<Record<string, unknown>>[])[]): string {
  const data = steps.map((step) =>
    Object.fromEntries(step.map((each, index) => [`${String(each['name'])}#${index}`, each])),
  );
  return JSON.stringify({ code: 200, data });
}

/** What nobody used of a node. */
export function idle(totalCost: number, overrides: Readonly<Record<string, unknown>> = {}) {
  const nobody = {
    namespace: undefined,
    controller: undefined,
    controllerKind: undefined,
    pod: undefined,
    labels: null,
    namespaceLabels: null,
  };
  return allocation({
    name: 'eu/node1/__idle__',
    cpuCost: totalCost,
    ramCost: 0,
    pvCost: 0,
    totalCost,
    properties: nobody,
    ...overrides,
  });
}
