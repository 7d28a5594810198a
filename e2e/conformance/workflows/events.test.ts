import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readWorkflowCases } from './case.ts';
import { planOf } from './deployment.ts';
import { Stage } from './stage.ts';

const folder = join(import.meta.dirname, '../../../../shared/conformance/workflows');
const cases = existsSync(folder) ? readWorkflowCases(folder, null) : [];

/** Said by the runtime and not by the engine, or left out on purpose (docs/decisions/0009). */
function isLeftOut(type: string, text: string): boolean {
  const isOfRuntime = /^(workflow_(started|succeeded|failed|cancelled)|log)/.test(type);
  return isOfRuntime || / '(cloudify\.interfaces\.relationship_lifecycle\.\w+_subgraph)'$/.test(text);
}

/** What is written otherwise on purpose: results as JSON, and a subgraph that is run anew as any other. */
function alike(text: string): string {
  return text.startsWith('Subgraph')
    ? text.replace(/ \[retry \d+\/\d+\]$/, '')
    : text.replace(/ - (True|False)\b/, (result) => result.toLowerCase());
}

/** Lines without their order. Operations of one mapping cannot be told apart in a text, so their instance is left out. */
function lines(events: readonly { type: string; instance: string | null; text: string }[]): string[] {
  return events
    .filter(({ type, text }) => !isLeftOut(type, text))
    .map(({ type, instance, text }) => `${type === 'workflow_node_event' ? instance : type}: ${alike(text)}`)
    .sort();
}

describe.skipIf(cases.length === 0)('what is said of instances and operations', () => {
  it.each(cases.map((one) => [one.case, one] as const))('in %s is what was recorded', async (_, one) => {
    const stage = new Stage(await planOf(folder, one.blueprint), () => 0);
    for (const step of one.steps) {
      const { events } = await stage.play(step, one.defaults);
      const recorded = step.events_example.map(([type, instance, , text]) => ({ type, instance, text }));
      expect(lines(events), step.workflow).toEqual(lines(recorded));
    }
  });
});
