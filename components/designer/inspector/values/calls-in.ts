import type { Json } from '../../../../core/blueprint/json.ts';
import type { Design } from '../../../../core/design/design.ts';
import { type FunctionCall, functionOf } from '../../../../core/dsl/functions/names.ts';

/** A call somewhere in a blueprint. */
export interface PlacedCall {
  call: FunctionCall;
  /** Such as "web, property port" or "output address". */
  where: string;
}

/** Every call that a design shows, those within others included. */
export function eachCall(design: Design): PlacedCall[] {
  const found: PlacedCall[] = [];
  const look = (value: Json, where: string) => lookInto(value, (call) => found.push({ call, where }));
  for (const node of design.nodes) {
    for (const [name, value] of Object.entries(node.properties)) look(value ?? null, `${node.id}, property ${name}`);
    look(node.interfaces, `${node.id}, operations`);
    for (const { target, properties, sourceInterfaces, targetInterfaces } of node.relationships) {
      look([properties, sourceInterfaces, targetInterfaces], `${node.id}, relationship to ${target}`);
    }
  }
  for (const { name, definition } of design.inputs) look(definition, `input ${name}`);
  for (const { name, definition } of design.outputs) look(definition, `output ${name}`);
  for (const { name, definition } of design.capabilities) look(definition, `capability ${name}`);
  for (const { name, properties } of design.policies) look(properties, `policy ${name}`);
  return found;
}

/** Where an input is looked up, each place once. */
export function usesOfInput(design: Design, input: string): string[] {
  const uses = eachCall(design).filter(({ call: { name, args } }) => {
    return name === 'get_input' && (args === input || (Array.isArray(args) && args[0] === input));
  });
  return [...new Set(uses.map(({ where }) => where))];
}

function lookInto(value: Json, found: (call: FunctionCall) => void): void {
  if (typeof value !== 'object' || value === null) return;
  const call = functionOf(value);
  if (call !== null) found(call);
  for (const part of Object.values(value)) lookInto(part ?? null, found);
}
