import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readWorkflowCases, type WorkflowStepRecord } from './case.ts';
import { planOf } from './deployment.ts';
import { Stage } from './stage.ts';

const folder = join(import.meta.dirname, '../../../../shared/conformance/workflows');
const cases = existsSync(folder) ? readWorkflowCases(folder, null) : [];

/** What was said of each instance in the recorded run, without the order. */
function recorded({ events_example }: WorkflowStepRecord): string[] {
  return events_example
    .filter(([type]) => type === 'workflow_node_event')
    .map(([, instance, , text]) => `${instance}: ${text}`)
    .sort();
}

describe.skipIf(cases.length === 0)('what is said of instances', () => {
  it.each(cases.map((one) => [one.case, one] as const))('in %s is what was recorded', async (_, one) => {
    const stage = new Stage(await planOf(folder, one.blueprint), () => 0);
    for (const step of one.steps) {
      const { nodeEvents } = await stage.play(step, one.defaults);
      const own = nodeEvents.map(({ instance, text }) => `${instance}: ${text}`).sort();
      expect(own, step.workflow).toEqual(recorded(step));
    }
  });
});
