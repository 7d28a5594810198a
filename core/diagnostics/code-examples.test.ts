import { describe, expect, it } from 'vitest';
import { createCatalogueReader } from '../../server/plugins/catalogue.ts';
import { compileBlueprint } from '../dsl/index.ts';
import { countingIds } from '../dsl/testing/broken-promises.ts';
import { type BlueprintPlan, createDeploymentPlan } from '../plan/index.ts';
import { modifyDeployment } from '../plan/modification/modify-deployment.ts';
import { codeExamples } from './code-examples.ts';
import { type DslCode, dslCodes, formatDslCode } from './codes.ts';
import { type CodeExample, mainFileOf } from './examples/code-example.ts';

const catalogue = createCatalogueReader();
const codes = Object.keys(dslCodes).map(Number) as DslCode[];

/** Codes that never come first, or that are no errors. */
const lesser: readonly DslCode[] = [9004, 9021];

async function compile(example: Pick<CodeExample, 'text' | 'whole' | 'version' | 'files' | 'absent'>) {
  const main = example.absent === true ? [] : [['blueprint.yaml', mainFileOf(example)] as const];
  const files = new Map([...Object.entries(example.files ?? {}), ...main]);
  const reader = {
    read: async (location: string) => files.get(location) ?? catalogue.read(location),
    exists: (location: string) => files.has(location) || catalogue.exists(location),
  };
  return compileBlueprint({ mainFile: 'blueprint.yaml', reader });
}

/** The codes of all problems, those of a deployment when the blueprint has none. */
async function codesOf(example: CodeExample): Promise<string[]> {
  const { plan, diagnostics } = await compile(example);
  if (plan === null || diagnostics.length > 0) return diagnostics.map((item) => item.code);
  return (await problemsOfDeployment(plan, example)).map(formatDslCode);
}

async function problemsOfDeployment(plan: BlueprintPlan, example: CodeExample): Promise<DslCode[]> {
  const { inputs = {}, secrets = [], modified } = example;
  if (modified !== undefined) return problemsOfChange(plan, modified);
  const known = secrets === null ? null : new Set(secrets);
  const { problems } = createDeploymentPlan(plan, { ids: countingIds(), inputs, secrets: known });
  return problems.map((problem) => problem.code);
}

async function problemsOfChange(
  plan: BlueprintPlan,
  { before, instances }: NonNullable<CodeExample['modified']>,
): Promise<DslCode[]> {
  const previous = await compile({ text: before });
  const deployment = createDeploymentPlan(previous.plan!, { ids: countingIds() }).plan!;
  const { problem } = modifyDeployment(
    {
      nodes: plan.nodes,
      previous_nodes: deployment.nodes,
      previous_node_instances: deployment.node_instances,
      scaling_groups: plan.scaling_groups,
      modified_nodes: Object.fromEntries(
        Object.entries(instances).map(([name, count]) => [name, { instances: count }]),
      ),
    },
    countingIds(),
  );
  return problem === null ? [] : [problem.code];
}

describe('codes', () => {
  it.each(codes)('%i has an example that is refused with exactly it', async (code) => {
    const example = codeExamples[code];
    expect(example, `no example for ${code}`).toBeDefined();
    if (example === undefined) return;
    const shown = await codesOf(example);
    expect(lesser.includes(code) ? shown : shown.slice(0, 1)).toContain(formatDslCode(code));
  });

  it('are those the examples show', () => {
    expect(Object.keys(codeExamples).filter((code) => !Object.hasOwn(dslCodes, code))).toEqual([]);
  });
});
