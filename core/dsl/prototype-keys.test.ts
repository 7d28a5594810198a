import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../blueprint/json.ts';
import { createDeploymentPlan } from '../plan/index.ts';
import { brokenPromises, countingIds } from './testing/broken-promises.ts';
import { specimen } from './testing/specimen.ts';
import { compileText } from './testing/virtual-blueprint.ts';

/** Keys that reach into prototypes where data is handled carelessly (reliability P10). */
const keys = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'];
const before = Reflect.ownKeys(Object.prototype);

// An assignment that would change every object fails loudly instead. Each test file has a world of its own.
beforeAll(() => {
  Object.freeze(Object.prototype);
});

afterAll(() => {
  expect(Reflect.ownKeys(Object.prototype)).toEqual(before);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

describe.each(keys)('the key %s', (key) => {
  const lines = specimen.split('\n');

  it('does no harm beside any entry of a blueprint', async () => {
    for (const [at, line] of lines.entries()) {
      const indent = /^ */.exec(line)?.[0] ?? '';
      await expectPromises(lines.toSpliced(at, 0, `${indent}${key}: {polluted: true, type: string, default: 1}`));
    }
  });

  it('does no harm in place of any key or value of a blueprint', async () => {
    for (const [at, line] of lines.entries()) {
      await expectPromises(lines.with(at, line.replace(/[\w.]+(?=:)/, key)));
      await expectPromises(lines.with(at, line.replace(/: .*/, `: ${key}`)));
      await expectPromises(lines.with(at, line.replace(/:.*/, `: {${key}: {polluted: true}}`)));
    }
  });

  it('is an ordinary name of a node, an input, an output and a property', async () => {
    const compiled = await compileText(`
inputs: { ${key}: { default: 1 } }
node_types: { t: { properties: { ${key}: { default: { ${key}: 2 } } } } }
node_templates: { ${key}: { type: t } }
outputs:
  ${key}: { value: [{ get_input: ${key} }, { get_property: [${key}, ${key}, ${key}] }] }
`);
    expect(compiled.diagnostics).toEqual([]);
    const { plan } = await createDeploymentPlan(compiled.plan!, {
      inputs: given(key, { [key]: 3 }),
      ids: countingIds(),
    });
    expect(plan!.nodes.map((node) => node.name)).toEqual([key]);
    expect(Object.entries(plan!.outputs)).toEqual([[key, expect.objectContaining({ value: [{ [key]: 3 }, 2] })]]);
    expect(Object.entries(plan!.inputs)).toEqual([[key, { [key]: 3 }]]);
  });

  it('is an unknown input like any other', async () => {
    const compiled = await compileText('\ninputs: { port: { default: 1 } }');
    const { plan } = await createDeploymentPlan(compiled.plan!, { inputs: given(key, 1), ids: countingIds() });
    expect(plan).toBeNull();
  });
});

async function expectPromises(lines: string[]): Promise<void> {
  const text = lines.join('\n');
  expect(await brokenPromises(await compileText(text), 'blueprint.yaml'), text).toEqual([]);
}

/** As inputs come over the network. */
function given(key: string, value: unknown): JsonObject {
  return JSON.parse(`{${JSON.stringify(key)}: ${JSON.stringify(value)}}`) as JsonObject;
}
