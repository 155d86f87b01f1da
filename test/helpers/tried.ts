// How many inputs a test has tried: src/build/attack-table.mjs puts the number into SECURITY.md.
import fc from 'fast-check';

declare module 'vitest' {
  interface TaskMeta {
    inputs?: number;
  }
}

interface Task {
  readonly meta: { inputs?: number };
}

/** Notes a number of inputs. */
export function tried(task: Task, inputs: number): void {
  task.meta.inputs = (task.meta.inputs ?? 0) + inputs;
}

/** As `fc.assert`, and notes how many inputs there were. */
export function holds<T>(task: Task, property: fc.IProperty<T>, parameters: fc.Parameters<T>): void {
  const outcome = fc.check(property, parameters);
  tried(task, outcome.numRuns);
  if (outcome.failed) throw new Error(fc.defaultReportMessage(outcome));
}
