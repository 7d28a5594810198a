import { expect, test } from 'vitest';
import { createEgress } from '../../../security/egress/egress.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { createClusterClient } from '../client/create-cluster-client.ts';
import { readKubeconfig } from '../client/kubeconfig.ts';
import { sendOverNetwork } from '../client/send-over-network.ts';
import { startRecordedCluster } from './recorded-cluster.ts';

/* A recording that does not fit must never pass. */

const namespace = 'gantry-client';
const isLive = Boolean(process.env.GANTRY_TEST_KUBECONFIG);

async function withClient(use: (client: ClusterClient) => Promise<void>): Promise<void> {
  const cluster = await startRecordedCluster('client');
  try {
    const access = await readKubeconfig(cluster.kubeconfig, { name: 'kubeconfig', readFile: null });
    await use(createClusterClient({ access, send: sendOverNetwork(access, createEgress(['127.0.0.1'], '')) }));
  } finally {
    await cluster.close();
  }
}

test.skipIf(isLive)('what was recorded and is not asked fails the test', async () => {
  await expect(withClient(async (client) => void (await client.version()))).rejects.toThrow(
    /The recording "client" does not fit any more:\nRecorded, but not asked: PATCH .*configmaps\/first/,
  );
});

test.skipIf(isLive)('what was not recorded is answered by 501, and the nearest request is named', async () => {
  const faults: string[] = [];
  const note = (error: unknown) => void faults.push(String(error));
  const ended = withClient(async (client) => {
    const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'first', namespace }, data: { a: '9' } };
    await client.apply(object).catch(note);
    await client.get({ apiVersion: 'v1', kind: 'ConfigMap', namespace, name: 'firs' }).catch(note);
  });
  await expect(ended).rejects.toThrow(/Not recorded in "client": PATCH .*another body: \.data\.a was "1" and is "9"/);
  expect(faults[0]).toContain('Not recorded in "client"');
  expect(faults[1]).toMatch(/GET .*configmaps\/firs\. The nearest that was recorded: GET .*configmaps\/first/);
});
