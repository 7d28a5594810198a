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

/** Names of functions and files stay small, also at the beginning. */
const sentence = /^(?:["A-Z]|get_|concat |merge |string_|[\w-]+\.yaml )[\s\S]*[.?]$/;

/** Where the example of a code has no name that is nearly right. */
const misspelt: Readonly<Record<number, CodeExample>> = {
  18: { text: 'plugins: { cloud: { executor: host_agnet, install: false } }' },
  29: { text: 'tosca_definitions_version: cloudify_dsl_1_33', whole: true },
  41: {
    text: `
policy_types: { quiet: { source: quiet.clj } }
node_templates: { host: { type: cloudify.nodes.Compute } }
groups: { hosts: { members: [host], policies: { watch: { type: quite } } } }
`,
  },
  42: {
    text: `
policy_types: { quiet: { source: quiet.clj } }
policy_triggers: { repair: { source: repair.clj } }
node_templates: { host: { type: cloudify.nodes.Compute } }
groups: { hosts: { members: [host], policies: { watch: { type: quiet, triggers: { t: { type: repiar } } } } } }
`,
  },
  106: { text: 'node_templates: { host: { type: cloudify.nodes.Compute, properties: { os_familiy: linux } } }' },
  205: {
    text: `
node_templates: { host: { type: cloudify.nodes.Compute } }
groups: { hosts: { members: [host] } }
policies: { scale: { type: cloudify.policies.scaling, targets: [host_s] } }
`,
  },
  217: { text: 'inputs: { ports: { type: list, item_type: integr } }' },
};

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

  it.each([1, 7, 18, 25, 26, 29, 40, 41, 42, 103, 106, 205, 217, 221, 9030, 9033, 9066])(
    '%i says what a misspelt name was probably meant to be',
    async (code) => {
      const { diagnostics } = await compile(misspelt[code] ?? codeExamples[code] ?? { text: '' });
      expect(diagnostics[0]).toMatchObject({ code: formatDslCode(code as DslCode) });
      expect(diagnostics[0]?.hint).toMatch(/^Did you mean "/);
    },
  );

  it('are worded as sentences', async () => {
    for (const example of Object.values(codeExamples)) {
      const { diagnostics } = await compile(example);
      for (const { detail, hint } of diagnostics) {
        expect(detail).toMatch(sentence);
        expect(hint ?? 'None.').toMatch(sentence);
      }
    }
  });

  it('are those the examples show', () => {
    expect(Object.keys(codeExamples).filter((code) => !Object.hasOwn(dslCodes, code))).toEqual([]);
  });
});
