import { expect, it } from 'vitest';
import { changedValues, digestsOf, withoutValues } from './secret-values.ts';

const secret = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 's', annotations: { 'kubectl.kubernetes.io/last-applied-configuration': 'geheim', note: 'a' } },
  data: { key: 'Z2VoZWlt' },
};

it('hides the values of a Secret, and its copies', () => {
  const hidden = withoutValues(secret);
  expect(JSON.stringify(hidden)).not.toMatch(/geheim|Z2VoZWlt/);
  expect(hidden).toMatchObject({ metadata: { annotations: { note: 'a' } }, data: { key: '(not shown)' } });
  const map = { ...secret, kind: 'ConfigMap' };
  expect(withoutValues(map)).toBe(map);
});

it('knows values again without keeping them', async () => {
  const digests = await digestsOf({ ...secret, stringData: { other: 'text' } });
  expect(JSON.stringify(digests)).not.toMatch(/geheim|text/);
  const live = (data: Record<string, string>) => ({ ...secret, data });
  expect(await changedValues(digests, live({ key: 'Z2VoZWlt', other: 'dGV4dA==', more: 'YQ==' }))).toEqual([]);
  expect(await changedValues(digests, live({ key: 'YQ==' }))).toEqual([
    { path: 'data.key', desired: '(not shown)', live: '(not shown)' },
    { path: 'data.other', desired: '(not shown)', live: undefined },
  ]);
});
