import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../blueprint/json.ts';
import type { WorkflowModel } from '../model.ts';
import { anyDeployment } from '../testing/any-deployment.ts';
import { performWorkflow } from '../testing/perform.ts';
import { scaleEntity } from './scale.ts';

const draw = fc.tuple(anyDeployment, fc.nat(), fc.integer({ min: 1, max: 3 }), fc.array(fc.nat(), { maxLength: 30 }));

function entityOf({ nodes, scalingGroups }: WorkflowModel, number: number): string {
  const names = [...nodes.keys(), ...Object.keys(scalingGroups)];
  return names[number % names.length]!;
}

/** Its ends come in an order that `choices` decides. */
async function scaled(
  model: WorkflowModel,
  parameters: JsonObject,
  choices: readonly number[],
): Promise<WorkflowModel> {
  let at = 0;
  const choose = (count: number) => (choices[at++ % Math.max(choices.length, 1)] ?? 0) % count;
  const execution = String(parameters['delta']);
  const done = await performWorkflow(scaleEntity, model, { parameters, choose, execution });
  expect(done.status).toBe('terminated');
  return done.model;
}

/** The added instances of what was scaled; of a group any of its members. */
function addedBy(before: WorkflowModel, after: WorkflowModel, entity: string): string[] {
  const old = new Set(before.instances.map(({ id }) => id));
  const isOfEntity = ({ nodeName, scalingGroups }: WorkflowModel['instances'][number]) =>
    entity === 'g' ? scalingGroups.some(({ name }) => name === entity) : nodeName === entity;
  return after.instances.filter((one) => !old.has(one.id) && isOfEntity(one)).map(({ id }) => id);
}

describe('any scaling', () => {
  it('gives the model back when what was added is removed', async () => {
    const property = fc.asyncProperty(draw, async ([model, number, delta, choices]) => {
      const entity = entityOf(model, number);
      const larger = await scaled(model, { scalable_entity_name: entity, delta }, choices);
      const include_instances = addedBy(model, larger, entity);
      const parameters = { scalable_entity_name: entity, delta: -delta, include_instances };
      expect(await scaled(larger, parameters, choices)).toEqual(model);
    });
    await fc.assert(property);
  });

  it('leaves a sound model: everything started, every relationship to something that is there', async () => {
    const property = fc.asyncProperty(draw, fc.boolean(), async ([model, number, size, choices], isOut) => {
      const entity = entityOf(model, number);
      const numbers = model.scalingGroups[entity] ?? model.nodes.get(entity)!.capabilities.scalable;
      const delta = isOut ? size : -Math.min(size, numbers.properties.current_instances);
      const after = await scaled(model, { scalable_entity_name: entity, delta }, choices);
      const ids = new Set(after.instances.map(({ id }) => id));
      expect(ids.size).toBe(after.instances.length);
      for (const { state, hostId, relationships } of after.instances) {
        expect(state).toBe('started');
        if (hostId !== null) expect(ids).toContain(hostId);
        for (const { target_id } of relationships) expect(ids).toContain(target_id);
      }
      expect(after.modification).toBeNull();
    });
    await fc.assert(property);
  });
});
