import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Json, JsonObject } from '../../blueprint/json.ts';
import { KubernetesFault } from '../kubernetes-fault.ts';
import { OverrideFault } from '../overrides/override-fault.ts';
import { lateValues } from '../overrides/testing/late-values.ts';
import { planMicroservice } from './plan-microservice.ts';

const json: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<Json>(null, true, '', 'web', -1, 80, 1.5, 'Deployment', 'v1', 'pod.yaml', "['spec'] = 1"),
    fc.string({ unit: 'grapheme', maxLength: 6 }),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom(
        'apiVersion',
        'kind',
        'metadata',
        'name',
        'spec',
        'items',
        'file',
        'overrides',
        '__proto__',
        'toString',
      ),
      tie('value'),
      { maxKeys: 4, noNullPrototype: true },
    ),
  ),
})).value;

const properties: fc.Arbitrary<JsonObject> = fc.record(
  {
    name: fc.oneof(fc.constant('web'), json),
    image: fc.oneof(fc.constant('nginx'), json),
    port: fc.oneof(fc.constantFrom<Json>(-1, 80), json),
    target_port: json,
    protocol: json,
    replicas: json,
    run_overrides: json,
    expose_overrides: json,
    config: fc.oneof(fc.constant<Json>({}), json),
    config_files: json,
    config_path: json,
    config_overrides: json,
  },
  { requiredKeys: [] },
);

it('whatever its properties are, a microservice has objects with kind and name, or is refused with a reason', async () => {
  await fc.assert(
    fc.asyncProperty(properties, fc.string({ unit: 'grapheme' }), async (given, text) => {
      const readFile = async (path: string) => (path === 'pod.yaml' ? text : null);
      try {
        const objects = await planMicroservice(given, { values: lateValues(), readFile });
        for (const { kind, apiVersion, metadata } of objects) expect([kind, apiVersion, metadata]).not.toContain('');
      } catch (error) {
        expect(error).toSatisfy((fault) => fault instanceof KubernetesFault || fault instanceof OverrideFault);
      }
    }),
    { numRuns: 3000 },
  );
});
