import fc from 'fast-check';
import type { WorkflowModel } from '../model.ts';
import { type DeployedGroup, type DeployedNode, deployedModel } from './deployed-model.ts';

const drawnNode = fc.record({
  container: fc.option(fc.nat()),
  to: fc.array(fc.nat(), { maxLength: 2 }),
  count: fc.integer({ min: 1, max: 2 }),
  isHost: fc.boolean(),
  isGrouped: fc.boolean(),
  operations: fc.subarray(['validation.check_status', 'lifecycle.heal']),
});

/** A deployment of up to five nodes that stand in earlier ones and are connected to them, some in scaling groups. All is started. */
export const anyDeployment: fc.Arbitrary<WorkflowModel> = fc
  .tuple(fc.array(drawnNode, { minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 2 }))
  .map(([drawn, count]) => {
    const nodes: Record<string, DeployedNode> = {};
    const members: string[] = [];
    for (const [position, { container, to, isGrouped, ...node }] of drawn.entries()) {
      const earlier = (number: number) => `n${number % position}`;
      const own: DeployedNode = { ...node };
      if (position > 0) {
        if (container !== null) own.in = earlier(container);
        // A second relationship to the container would take the containment away.
        own.to = [...new Set(to.map(earlier))].filter((target) => target !== own.in);
      }
      nodes[`n${position}`] = own;
      if (isGrouped && own.in === undefined) members.push(`n${position}`);
    }
    const groups: Record<string, DeployedGroup> = members.length === 0 ? {} : { g: { members, count } };
    return deployedModel(nodes, { groups });
  });
