import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createDeploymentPlan } from '../plan/index.ts';
import { compileText } from './testing/virtual-blueprint.ts';

/** One of everything that the language has, one value a line, so that a mutation breaks one thing. */
const specimen = `
description: a specimen
metadata: {a: 1}
inputs:
  port:
    type: integer
    default: 80
    constraints:
      - in_range: [1, 100]
  name:
    type: endpoint
    required: false
data_types:
  endpoint:
    derived_from: base
    properties:
      host:
        default: localhost
  base:
    properties:
      port:
        type: integer
        default: 1
node_types:
  service:
    derived_from: cloudify.nodes.Root
    properties:
      end:
        type: endpoint
        default:
          port: 2
      tags:
        default: []
    interfaces:
      extra:
        op:
          implementation: p.extra
          executor: central_deployment_agent
          max_retries: 2
          inputs:
            value:
              type: dict
              default:
                a: {get_property: [SELF, end]}
node_templates:
  host:
    type: cloudify.nodes.Compute
    capabilities:
      scalable:
        properties:
          default_instances: 2
          max_instances: UNBOUNDED
  app:
    type: service
    properties:
      end:
        host: {get_attribute: [host, ip]}
      tags:
        - {concat: [a, {get_input: port}]}
    interfaces:
      extra:
        op:
          inputs:
            other: {get_secret: key}
    relationships:
      - type: cloudify.relationships.contained_in
        target: host
        source_interfaces:
          cloudify.interfaces.relationship_lifecycle:
            establish:
              implementation: p.join
              inputs:
                port: {get_property: [SOURCE, end, port]}
workflows:
  own:
    mapping: p.flow
    parameters:
      a:
        default: 1
groups:
  g:
    members: [app]
outputs:
  url:
    description: where
    value: {concat: ['http://', {get_attribute: [app, ip]}]}
labels:
  k:
    values: [v]
deployment_settings:
  display_name: {get_input: port}
`;

const lines = specimen.split('\n');
const values = [
  'null',
  '[]',
  '{}',
  '5',
  '-1',
  '""',
  'text',
  'yes',
  '[1, {a: 2}]',
  '{get_input: port}',
  '{get_property: [SELF, x]}',
  '*nothing',
  '{<<: 1}',
  '2020-01-01',
  '.nan',
  '__proto__',
];

/** Replaces what stands behind a line's key, or drops the line, or writes it twice, or indents it otherwise. */
const mutation = fc.record({
  line: fc.integer({ min: 0, max: lines.length - 1 }),
  way: fc.constantFrom('value', 'drop', 'twice', 'key', 'indent'),
  value: fc.constantFrom(...values),
});

function mutate(text: string[], change: { line: number; way: string; value: string }): string[] {
  const line = text[change.line] ?? '';
  const indent = /^[ -]*/.exec(line)?.[0] ?? '';
  const key = /^[ -]*([^:]*)/.exec(line)?.[1] ?? '';
  const replaced = {
    value: [`${indent}${key}: ${change.value}`],
    drop: [],
    twice: [line, line],
    key: [line.replace(key, change.value)],
    indent: [` ${line}`],
  }[change.way];
  return text.toSpliced(change.line, 1, ...(replaced ?? [line]));
}

function countingIds() {
  let count = 0;
  return { uuid: () => 'unused', suffix: (length: number) => (count++).toString(36).padStart(length, '0') };
}

it('compiles the specimen', async () => {
  const compiled = await compileText(specimen);
  expect(compiled.diagnostics).toEqual([]);
  const { plan } = createDeploymentPlan(compiled.plan as NonNullable<typeof compiled.plan>, {}, countingIds());
  expect(plan?.node_instances).toHaveLength(4);
});

it('never throws, and never refuses without saying why', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 3 }), async (changes) => {
      const text = changes.reduce(mutate, lines).join('\n');
      const compiled = await compileText(text);
      const errors = compiled.diagnostics.filter((item) => item.severity === 'error');
      expect(errors.length > 0).toBe(compiled.plan === null);
      for (const item of compiled.diagnostics) {
        expect(item.range.start.line).toBeGreaterThan(0);
        expect(item.detail).not.toMatch(/undefined|\[object|NaN/);
      }
      if (compiled.plan === null) return;
      const { plan, problems } = createDeploymentPlan(compiled.plan, {}, countingIds());
      expect(problems.length > 0).toBe(plan === null);
    }),
    { numRuns: 300 },
  );
}, 60_000);
