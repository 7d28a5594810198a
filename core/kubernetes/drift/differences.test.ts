import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../blueprint/json.ts';
import type { KubernetesObject } from '../objects/kubernetes-object.ts';
import { base64Of } from './base64.ts';
import { differencesOf } from './differences.ts';
import { amountOf } from './quantity.ts';

function object(rest: JsonObject, kind = 'Deployment'): KubernetesObject {
  return { apiVersion: kind === 'Deployment' ? 'apps/v1' : 'v1', kind, metadata: { name: 'web' }, ...rest };
}

function withContainer(container: JsonObject, ...others: JsonObject[]): KubernetesObject {
  return object({ spec: { template: { spec: { containers: [...others, { name: 'app', ...container }] } } } });
}

describe('what was applied', () => {
  it('does not differ by what the server and others add', () => {
    const live = object({
      metadata: { name: 'web', uid: 'u', managedFields: [], labels: { by: 'hand' } },
      spec: { replicas: 1, revisionHistoryLimit: 10 },
      status: { replicas: 1 },
    });
    const desired = object({ metadata: { name: 'web', creationTimestamp: null }, spec: { replicas: 1 }, status: {} });
    expect(differencesOf(desired, live)).toEqual([]);
    expect(differencesOf({ ...desired, apiVersion: 'extensions/v1beta1' }, live)).toEqual([]);
  });

  it('differs where a field is other or gone', () => {
    const desired = object({
      metadata: { name: 'web', labels: { 'app.kubernetes.io/name': 'a' } },
      spec: { replicas: 3 },
    });
    expect(differencesOf(desired, object({ spec: { replicas: 5 } }))).toEqual([
      { path: 'spec.replicas', desired: 3, live: 5 },
      { path: 'metadata.labels', desired: { 'app.kubernetes.io/name': 'a' }, live: undefined },
    ]);
    expect(differencesOf(desired, object({ metadata: { name: 'web', labels: {} }, spec: { replicas: 3 } }))).toEqual([
      { path: 'metadata.labels["app.kubernetes.io/name"]', desired: 'a', live: undefined },
    ]);
  });

  it('finds the items of lists by their names, wherever they stand', () => {
    const desired = withContainer({ image: 'a:2', env: [{ name: 'A', value: '1' }], ports: [{ containerPort: 80 }] });
    const live = withContainer(
      {
        image: 'a:1',
        env: [
          { name: 'INJECTED', value: 'x' },
          { name: 'A', value: '1' },
        ],
        ports: [{ containerPort: 80, protocol: 'TCP' }],
      },
      { name: 'sidecar', image: 's' },
    );
    expect(differencesOf(desired, live)).toEqual([
      { path: 'spec.template.spec.containers[app].image', desired: 'a:2', live: 'a:1' },
    ]);
  });

  it('takes other lists as a whole', () => {
    const found = differencesOf(withContainer({ args: ['a', 'b'] }), withContainer({ args: ['a'] }));
    expect(found).toEqual([{ path: 'spec.template.spec.containers[app].args', desired: ['a', 'b'], live: ['a'] }]);
    const other = differencesOf(withContainer({ args: ['a'] }), withContainer({ args: ['b'] }));
    expect(other.map(({ path }) => path)).toEqual(['spec.template.spec.containers[app].args[0]']);
  });

  it('knows amounts by what they mean, where they are amounts', () => {
    const desired = withContainer({ resources: { limits: { cpu: '1000m', memory: '1Gi' } } });
    expect(differencesOf(desired, withContainer({ resources: { limits: { cpu: '1', memory: '1024Mi' } } }))).toEqual(
      [],
    );
    expect(differencesOf(desired, withContainer({ resources: { limits: { cpu: 2, memory: '1Gi' } } }))).toHaveLength(1);
    const text = (value: string) => object({ data: { amount: value } }, 'ConfigMap');
    expect(differencesOf(text('1000m'), text('1'))).toHaveLength(1);
  });

  it('does not miss what the server leaves out', () => {
    expect(differencesOf(withContainer({ stdin: false, args: [], securityContext: {} }), withContainer({}))).toEqual(
      [],
    );
  });

  it('tells that a secret differs, and not by what', () => {
    const desired = object({ stringData: { password: 'grün' }, data: { key: 'a2V5' }, type: 'Opaque' }, 'Secret');
    const live = (password: string) => object({ data: { password, key: 'a2V5' }, type: 'Opaque' }, 'Secret');
    expect(differencesOf(desired, live(base64Of('grün')))).toEqual([]);
    const found = differencesOf(desired, live(base64Of('blau')));
    expect(found).toEqual([{ path: 'data.password', desired: '(not shown)', live: '(not shown)' }]);
    const gone = differencesOf(desired, object({ type: 'Opaque' }, 'Secret'));
    expect(JSON.stringify(gone)).not.toContain('a2V5');
  });
});

const json: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<Json>(null, true, false, 0, 1, 'text', '500m', ''),
    fc.array(tie('value'), { maxLength: 3 }),
    fc
      .array(fc.tuple(fc.constantFrom('name', 'ports', 'env', 'limits', '__proto__', 'a.b'), tie('value')), {
        maxLength: 4,
      })
      .map((entries) => Object.fromEntries(entries) as JsonObject),
  ),
})).value;

it('differs in nothing from itself, whatever it is', () => {
  fc.assert(
    fc.property(json, (spec) => {
      expect(differencesOf(object({ spec }), object({ spec }))).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

it('finds each changed value at its own place', () => {
  fc.assert(
    fc.property(json, json, (spec, other) => {
      fc.pre(JSON.stringify(spec) !== JSON.stringify(other));
      const desired = object({ spec: { first: spec, last: 1 } });
      const found = differencesOf(desired, object({ spec: { first: spec, last: 2, more: other } }));
      expect(found).toEqual([{ path: 'spec.last', desired: 1, live: 2 }]);
    }),
  );
});

it('writes base64 as everybody does', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(base64Of(text)).toBe(Buffer.from(text.toWellFormed(), 'utf8').toString('base64'));
    }),
  );
});

it.each<[Json, number | null]>([
  ['500m', 0.5],
  ['1Ki', 1024],
  ['1e3', 1000],
  ['.5', 0.5],
  ['12E', 12e18],
  [2, 2],
  ['web', null],
  ['1Kb', null],
  [true, null],
])('the amount of %j is %j', (value, amount) => {
  expect(amountOf(value)).toBe(amount);
});
