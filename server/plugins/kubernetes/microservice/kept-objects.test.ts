import { expect, it } from 'vitest';
import type { KubernetesObject } from '../../../../core/kubernetes/objects/kubernetes-object.ts';
import { keptIdentities, withObject, withOnly } from './kept-objects.ts';

const object = (kind: string): KubernetesObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name: 'web', namespace: 'shop' },
});
const identity = (kind: string) => ({ apiVersion: 'v1', kind, namespace: 'shop', name: 'web' });

it('keeps each object once, in the order in which they are made, until it is gone', () => {
  const first = withObject({ ip: '10.0.0.1' }, identity('Service'), object('Service'));
  const both = withObject(first, identity('Secret'), { ...object('Secret'), data: { a: 'b' } });
  const newer = withObject(both, identity('Service'), { ...object('Service'), spec: {} });
  expect(keptIdentities(newer)).toEqual([identity('Service'), identity('Secret')]);
  expect(newer).toMatchObject({
    ...{ ip: '10.0.0.1', kinds: 'Service:web,Secret:web' },
    kubernetes_applied: [{ kind: 'Service', spec: {} }, object('Secret')],
  });
  expect(JSON.stringify(newer)).not.toContain('"data"');
  expect(withOnly(newer, [identity('Secret')])).toMatchObject({ ip: '10.0.0.1', kinds: 'Secret:web' });
  expect(withOnly(newer, [])).toEqual({ ip: '10.0.0.1' });
});
