import { describe, expect, it } from 'vitest';
import { codesOf, compileText } from '../testing/virtual-blueprint.ts';

const codes = async (text: string, version = 3) => codesOf(await compileText(text, version));

describe('declarations of types', () => {
  it('checks defaults inside data types, through nested ones', async () => {
    const text = `data_types:
  a: { properties: { b: { type: b, default: { c: { d: no number } } } } }
  b: { properties: { c: { type: c } } }
  c: { properties: { d: { type: integer } } }`;
    expect(await codes(text)).toEqual(['DSL0105']);
  });

  it('checks types and defaults of inputs of operations, used or not', async () => {
    const operation = (schema: string) =>
      `node_types: { t: { interfaces: { i: { o: { implementation: p.o, inputs: { x: ${schema} } } } } } }`;
    expect(await codes(operation('{ type: nothing }'))).toEqual(['DSL0103']);
    expect(await codes(operation('{ type: integer, default: text }'))).toEqual(['DSL0105']);
    expect(await codes(operation('{ type: node_id }'))).toEqual(['DSL0102']);
    expect(await codes(operation('{ type: integer, default: { get_input: y } }'))).toEqual([]);
  });

  it('checks the declarations of runtime properties', async () => {
    expect(await codes('node_types: { t: { runtime_properties: { x: { type: nothing } } } }')).toEqual(['DSL0103']);
  });

  it.each([
    ['node_types: { t: { description: x } }'],
    ['relationships: { t: { description: x } }'],
    ['node_types: { t: { properties: { x: { constraints: [] } } } }'],
    ['node_types: { t: { interfaces: { i: { o: { inputs: { x: { display_label: y } } } } } } }'],
    ['workflows: { w: { mapping: p.w, parameters: { x: { hidden: true } } } }'],
  ])('refuses fields that only others have: %s', async (text) => {
    expect(await codes(text)).toEqual(['DSL0001']);
  });

  it('takes item types and constraints for parameters and inputs of operations', async () => {
    const schema = '{ type: list, item_type: integer, constraints: [{ max_length: 3 }], required: false, default: [] }';
    const text = `workflows: { w: { mapping: p.w, parameters: { x: ${schema} } } }
node_types: { t: { interfaces: { i: { o: { inputs: { x: ${schema} } } } } } }`;
    expect(await codes(text, 5)).toEqual([]);
  });

  it('reads on behind what is too new, so that all is said at once', async () => {
    const text = 'data_types: { a: { derived_from: b } }';
    expect(await codes(text, 1)).toEqual(['DSL0103', 'DSL0102']);
  });
});
