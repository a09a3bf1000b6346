/**
 * Nested work without nested calls: a task is a generator that yields the tasks it needs and gets their results
 * back. The pending tasks lie in an array, so depth is bounded by memory and not by the call stack.
 */
export type Task<Result> = Generator<Task<Result>, Result, Result>;

/**
 * The result of a task with everything it asked for on the way.
 * @throws what a task throws and none of those waiting for it catches.
 */
export function runTask<Result>(first: Task<Result>): Result {
  const waiting: Task<Result>[] = [];
  let current = first;
  let step = current.next(undefined as Result);
  for (;;) {
    try {
      while (!step.done) {
        waiting.push(current);
        current = step.value;
        step = current.next(undefined as Result);
      }
      const result = step.value;
      const next = waiting.pop();
      if (!next) return result;
      current = next;
      step = current.next(result);
    } catch (error) {
      step = unwind(waiting, error, (task) => {
        current = task;
      });
    }
  }
}

/** Hands an error to the waiting tasks, innermost first, until one catches it. */
function unwind<Result>(
  waiting: Task<Result>[],
  error: unknown,
  resume: (task: Task<Result>) => void,
): IteratorResult<Task<Result>, Result> {
  let thrown = error;
  for (;;) {
    const task = waiting.pop();
    if (!task) throw thrown;
    try {
      const step = task.throw(thrown);
      resume(task);
      return step;
    } catch (again) {
      thrown = again;
    }
  }
}
