import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kubeadmBundle, whyNoKubeadm } from '../../../../../e2e/cluster-hosts/bundle.ts';
import {
  type ClusterHosts,
  startClusterHosts,
  whyNoClusterHosts,
} from '../../../../../e2e/cluster-hosts/cluster-hosts.ts';
import type { IsolatedHost } from '../../../../../e2e/hosts/host.ts';
import type { Hosts } from '../../../../hosts/hosts.ts';
import { makeHosts } from '../../../../hosts/testing/rig.ts';
import type { KubernetesSite } from '../../parts.ts';
import { memberOn, plainSite } from '../testing/cluster-rig.ts';
import { differences, traceOf } from '../testing/host-trace.ts';

const reason = whyNoClusterHosts() ?? whyNoKubeadm();

describe.skipIf(reason !== null)(`a cluster by kubeadm${reason === null ? '' : ` (${reason})`}`, () => {
  let machines: ClusterHosts;
  let hosts: Hosts;
  let site: KubernetesSite;
  beforeAll(async () => {
    machines = await startClusterHosts({ count: 2, containers: false });
    hosts = makeHosts();
    site = { ...plainSite, bundle: await kubeadmBundle() };
  });
  afterAll(async () => {
    await hosts?.close();
    await machines?.close();
  });

  it('has two nodes that run pods, and leaves the hosts as they were', { timeout: 900_000 }, async () => {
    const [first, second] = both(machines);
    const before = [await traceOf(first), await traceOf(second)];
    const master = memberOn({ hosts, site, host: first });
    await master.start();
    const node = memberOn({ hosts, site, host: second, master });
    await node.start();

    const states = await kubectl(first, 'get nodes --no-headers');
    expect(
      states
        .trim()
        .split('\n')
        .map((line) => line.split(/\s+/)[1]),
    ).toEqual(['Ready', 'Ready']);
    expect(master.context.self?.instance.runtimeProperties).toMatchObject({
      kubernetes_api: `https://${first.address}:6443`,
      kubernetes_version: 'v1.20.2',
    });
    await kubectl(first, 'create deployment web --image=gantry.test/web:1 --replicas=2');
    await kubectl(first, 'expose deployment web --port=80 --target-port=8080');
    await kubectl(first, 'rollout status deployment/web --timeout=100s');
    const address = (await kubectl(first, "get service web -o 'jsonpath={.spec.clusterIP}'")).trim();
    await kubectl(first, '-n kube-system rollout status daemonset/kube-proxy --timeout=100s');
    // kube-proxy of each node leads to pods of either.
    for (const host of [first, second]) {
      const answer = () => host.inside(`curl -s -m 3 http://${address}/ || true`);
      const state = async () =>
        `${host.name}: ${await host.inside('ip route; iptables-save -t nat | grep -c KUBE || true')}${await kubectl(first, 'get pods -A -o wide')}`;
      await expect
        .poll(answer)
        .toBe('gantry.test/web:1\n')
        .catch(async () => expect(await answer(), await state()).toBe('gantry.test/web:1\n'));
    }

    // Nothing is done twice.
    const events = master.context.events.length;
    await master.start();
    expect(master.context.events.slice(events)).toEqual([
      expect.stringMatching(/^Steps 1 to \d+ of \d+: already so\.$/),
    ]);

    await expectUseAsItIs(hosts, [first, second]);

    await node.stop();
    expect(await kubectl(first, 'get nodes --no-headers')).not.toContain('oak-2');
    await master.stop();
    expect(differences(before[0] ?? new Map(), await traceOf(first))).toEqual([]);
    expect(differences(before[1] ?? new Map(), await traceOf(second))).toEqual([]);
  });
});

/** To another site, to which the hosts say nothing of Gantry, the cluster is one that exists. */
async function expectUseAsItIs(hosts: Hosts, [first, second]: [IsolatedHost, IsolatedHost]): Promise<void> {
  const record = '/etc/gantry/kubernetes/state.json';
  const link = '/usr/local/bin/kubectl';
  await first.inside(`mv ${record} /root/state.json; ln -s /opt/gantry/kubernetes/bin/kubectl ${link}`);
  await second.inside(`mv ${record} /root/state.json`);
  const master = memberOn({ hosts, site: plainSite, host: first });
  await master.start();
  expect(master.context.self?.instance.runtimeProperties).toMatchObject({
    ...{ kubernetes_api: `https://${first.address}:6443`, kubernetes_version: expect.stringMatching(/^v\d/) },
  });
  const node = memberOn({ hosts, site: plainSite, host: second, master });
  await node.start();
  expect(node.context.events.at(-1)).toContain('already so');
  await node.stop();
  await master.stop();
  expect((await kubectl(first, 'get nodes --no-headers')).match(/ Ready /g)).toHaveLength(2);
  await first.inside(`mv /root/state.json ${record}; rm ${link}`);
  await second.inside(`mv /root/state.json ${record}`);
}

function both({ hosts: [first, second] }: ClusterHosts): [IsolatedHost, IsolatedHost] {
  if (first === undefined || second === undefined) throw new Error('Two machines are needed.');
  return [first, second];
}

function kubectl(host: IsolatedHost, words: string): Promise<string> {
  return host.inside(
    `/opt/gantry/kubernetes/bin/kubectl --cache-dir=/tmp/kubectl --kubeconfig=/etc/gantry/kubernetes/admin.conf ${words}`,
  );
}
