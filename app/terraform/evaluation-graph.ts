import type { Place } from '#app/errors.ts';

/** Work in steps: it yields what it needs first, and is resumed when that is done. */
export type Steps<Result> = Generator<EvaluationNode, Result, void>;

/** One thing that is worked out once: a variable, a local, an output, a resource, a module call, a provider. */
export interface EvaluationNode<Result = unknown> {
  /** How a cycle names it: `module.a.local.x`. */
  readonly label: string;
  readonly place: Place | undefined;
  readonly start: () => Steps<Result>;
  state: 'waiting' | 'running' | 'done';
  result: Result | undefined;
  /** The cycle it is part of, in words. */
  cycle: string | null;
}

/** The nodes that are being worked out, each for the one before it. */
export interface EvaluationGraph {
  readonly running: EvaluationNode[];
  readonly reportCycle: (cycle: { readonly path: string; readonly place: Place | undefined }) => void;
}

/** A node that waits to be asked for. */
export function waitingNode<Result>(
  description: Pick<EvaluationNode<Result>, 'label' | 'place' | 'start'>,
): EvaluationNode<Result> {
  return { ...description, state: 'waiting', result: undefined, cycle: null };
}

/**
 * The result of a node, with all that it needs worked out before; null when it is in the middle of being worked out,
 * that is, when it was asked for by something that it needs itself. Depth is bounded by memory, not by the call stack.
 */
export function resultOf<Result>(node: EvaluationNode<Result>, graph: EvaluationGraph): Result | null {
  if (node.state === 'running') reportCycle(node, graph);
  else if (node.state === 'waiting') run(node, graph);
  return node.state === 'done' ? (node.result as Result) : null;
}

function run(first: EvaluationNode, graph: EvaluationGraph): void {
  const pending: Steps<unknown>[] = [begin(first, graph)];
  for (let steps = pending.at(-1); steps; steps = pending.at(-1)) {
    const step = steps.next();
    if (step.done) {
      const node = graph.running.pop() as EvaluationNode;
      node.state = 'done';
      node.result = step.value;
      pending.pop();
    } else if (step.value.state === 'waiting') pending.push(begin(step.value, graph));
    else if (step.value.state === 'running') reportCycle(step.value, graph);
  }
}

function begin(node: EvaluationNode, graph: EvaluationGraph): Steps<unknown> {
  node.state = 'running';
  graph.running.push(node);
  return node.start();
}

const SHOWN = 8;

function reportCycle(node: EvaluationNode, graph: EvaluationGraph): void {
  if (node.cycle !== null) return;
  const labels = graph.running.slice(graph.running.indexOf(node)).map((each) => each.label);
  const left = labels.length - 2 * SHOWN;
  const shown = left > 1 ? [...labels.slice(0, SHOWN), `… ${left} more …`, ...labels.slice(-SHOWN)] : labels;
  node.cycle = [...shown, node.label].join(' → ');
  graph.reportCycle({ path: node.cycle, place: node.place });
}
