import { describe, expect, it } from 'vitest';
import { applicationBlueprint, engineBlueprint, scaledBlueprint, shapes } from './blueprints.ts';
import { compile, deploy, sourceOfText } from './compile.ts';

async function planOf(text: string) {
  return deploy(await compile(sourceOfText(text)));
}

describe('the blueprints that are measured', () => {
  it.each(shapes.flatMap((shape) => [1, 7, 25, 100].map((count) => [shape, count] as const)))(
    'have exactly the instances that were asked for: %s, %i',
    async (shape, count) => {
      const plan = await planOf(engineBlueprint(shape, count));
      expect(plan.node_instances).toHaveLength(count);
      for (const node of plan.nodes) {
        expect(node.operations['cloudify.interfaces.lifecycle.create']).toMatchObject({
          plugin: 'bench',
          operation: 'noop',
        });
      }
    },
  );

  it('hang together as their shape says', async () => {
    const links = async (shape: 'flat' | 'tree' | 'chain') =>
      (await planOf(engineBlueprint(shape, 100))).node_instances.flatMap((instance) => instance.relationships).length;
    expect(await links('flat')).toBe(0);
    expect(await links('tree')).toBe(90);
    expect(await links('chain')).toBe(90);
  });

  it('of the language have functions, properties and operations', async () => {
    const plan = await planOf(applicationBlueprint(30));
    expect(plan.nodes).toHaveLength(30);
    expect(plan.nodes.find((node) => node.id === 'service_2')?.properties).toMatchObject({
      address: 'http://service 2:8080',
      upstream: 'service 1',
    });
  });

  it('expand to the instances that were asked for', async () => {
    expect((await planOf(scaledBlueprint(300))).node_instances).toHaveLength(300);
  });
});
