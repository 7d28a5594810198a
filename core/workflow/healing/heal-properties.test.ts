import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OperationOutcome } from '../../engine/protocol.ts';
import type { NodeInstanceState, OperationTask } from '../task-graph.ts';
import { nodeInstanceStates } from '../task-graph.ts';
import { anyDeployment } from '../testing/any-deployment.ts';
import { performWorkflow } from '../testing/perform.ts';
import { heal } from './heal.ts';

const failure: OperationOutcome = { status: 'failed', error: { type: 'Error', message: 'ill' }, recoverable: false };

/** Checks and heals end as drawn, everything else ends well. */
function outcomeOf(fates: readonly boolean[]) {
  let at = 0;
  return ({ operation }: OperationTask): OperationOutcome => {
    const mayFail = operation.endsWith('.check_status') || operation.endsWith('.heal');
    return mayFail && fates[at++ % Math.max(fates.length, 1)] === true
      ? failure
      : { status: 'succeeded', result: true };
  };
}

describe('any heal', () => {
  it('leaves everything started, whatever checks and heals find', async () => {
    const fates = fc.array(fc.boolean(), { maxLength: 20 });
    const property = fc.asyncProperty(
      fc.tuple(anyDeployment, fc.option(fc.nat()), fates, fc.boolean()),
      async ([model, failing, drawn, check_status]) => {
        const node_instance_id = failing === null ? null : model.instances[failing % model.instances.length]!.id;
        const parameters = { node_instance_id, check_status };
        const done = await performWorkflow(heal, model, { parameters, outcome: outcomeOf(drawn) });
        expect(done.status).toBe('terminated');
        expect(new Set(done.model.instances.map(({ state }) => state))).toEqual(new Set(['started']));
        expect(done.model.instances.some(({ systemProperties }) => 'heal_failed' in systemProperties)).toBe(false);
      },
    );
    await fc.assert(property);
  });

  it('starts everything, whatever state it is in, when all is to be installed anew', async () => {
    const states = fc.array(fc.constantFrom<NodeInstanceState>(...nodeInstanceStates), { minLength: 1, maxLength: 9 });
    const property = fc.asyncProperty(anyDeployment, states, async (model, drawn) => {
      const instances = model.instances.map((one, index) => ({ ...one, state: drawn[index % drawn.length]! }));
      const done = await performWorkflow(heal, { ...model, instances }, { parameters: { force_reinstall: true } });
      expect(new Set(done.model.instances.map(({ state }) => state))).toEqual(new Set(['started']));
    });
    await fc.assert(property);
  });
});
