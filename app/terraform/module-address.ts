/** One step of a module address: `module.a["x"]`. */
export interface ModuleStep {
  readonly name: string;
  /** Address of the module instance with all steps up to this one. */
  readonly address: string;
}

const STEP = /module\.([^.[\]]+)(\[(?:\d+|"(?:[^"\\]|\\.)*")\])?(?:\.|$)/y;

/** The steps of a module address; keys may hold dots and brackets. */
export function moduleSteps(address: string): readonly ModuleStep[] {
  const steps: ModuleStep[] = [];
  STEP.lastIndex = 0;
  for (let match = STEP.exec(address); match; match = STEP.exec(address)) {
    const end = match.index + match[0].length - (match[0].endsWith('.') ? 1 : 0);
    steps.push({ name: match[1] ?? '', address: address.slice(0, end) });
  }
  return steps;
}
