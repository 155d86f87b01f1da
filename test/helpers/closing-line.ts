// Ends a run with one plain line that any log reader understands: `Tests: 12 passed, 0 failed, 1 skipped`.
import type { Reporter, TestModule } from 'vitest/node';

export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const count = { passed: 0, failed: 0, skipped: 0, pending: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) count[test.result().state] += 1;
      if (module.state() === 'failed' && module.children.size === 0) count.failed += 1;
    }
    const skipped = count.skipped + count.pending;
    console.log(`Tests: ${count.passed} passed, ${count.failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  }
}
