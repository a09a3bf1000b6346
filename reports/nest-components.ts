interface Row {
  readonly path: readonly string[];
}

interface Rendering<R extends Row> {
  readonly row: (row: R) => Readonly<Record<string, unknown>>;
  readonly cost: (rows: readonly R[]) => Readonly<Record<string, unknown>>;
}

/** Rows by their path as `costComponents` and nested `subresources`; an absent list is left out. */
export function nestComponents<R extends Row>(
  rows: readonly R[],
  rendering: Rendering<R>,
  depth = 0,
): Readonly<Record<string, unknown>> {
  const own = rows.filter((row) => row.path.length === depth);
  const groups = new Map<string, R[]>();
  for (const row of rows) {
    const name = row.path[depth];
    if (name === undefined) continue;
    const group = groups.get(name);
    if (group) group.push(row);
    else groups.set(name, [row]);
  }
  const subresources = [...groups].map(([name, inner]) => ({
    name,
    metadata: {},
    ...rendering.cost(inner),
    ...nestComponents(inner, rendering, depth + 1),
  }));
  return {
    ...(own.length > 0 || depth === 0 ? { costComponents: own.map(rendering.row) } : {}),
    ...(subresources.length > 0 ? { subresources } : {}),
  };
}
