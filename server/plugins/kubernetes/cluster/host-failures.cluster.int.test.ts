import { cp, mkdir, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NonRecoverableError, OperationRetry } from '../../../../core/ports/operation.ts';
import { testBundle, whyNoBundle } from '../../../../e2e/cluster-hosts/bundle.ts';
import {
  type ClusterHosts,
  startClusterHosts,
  whyNoClusterHosts,
} from '../../../../e2e/cluster-hosts/cluster-hosts.ts';
import type { IsolatedHost } from '../../../../e2e/hosts/host.ts';
import type { Hosts } from '../../../hosts/hosts.ts';
import { makeHosts } from '../../../hosts/testing/rig.ts';
import { startCluster } from './tasks/cluster-task.ts';
import { type ClusterMember, memberOn, plainSite } from './testing/cluster-rig.ts';

const reason = whyNoClusterHosts() ?? whyNoBundle();
const minute = 60_000;

/* What goes wrong with hosts, told one after another on the same two machines; each ends with the way out taken. */
describe.skipIf(reason !== null)(`hosts that are not as they should be${reason === null ? '' : ` (${reason})`}`, () => {
  let machines: ClusterHosts;
  let hosts: Hosts;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gantry-wrong-bundles-'));
    machines = await startClusterHosts({ count: 2, containers: false });
    // A host that is lost is given up soon.
    hosts = makeHosts({ reattachSeconds: 1 });
  });
  afterAll(async () => {
    await hosts?.close();
    await machines?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const master = (bundle: string | null) =>
    memberOn({ hosts, site: { ...plainSite, installer: 'binaries', bundle }, host: hostOf(machines, 0) });

  it(
    'no bundle, or one that lacks a program, or one for other processors',
    async () => {
      expect((await failureOf(master(null))).message).toContain('Set GANTRY_KUBERNETES_BUNDLE');
      expect((await failureOf(master(join(folder, 'none')))).message).toContain(
        'cannot be read on the machine of Gantry',
      );

      const site = { ...plainSite, runtime: 'docker' as const, bundle: await testBundle() };
      const docker = await failureOf(memberOn({ hosts, site, host: hostOf(machines, 0) }));
      expect(docker).toBeInstanceOf(NonRecoverableError);
      expect(docker.message).toContain('GANTRY_KUBERNETES_RUNTIME is docker. Leave that out');

      const lacking = await bundleWithout(folder, ['kube-apiserver']);
      const lacks = await failureOf(master(lacking));
      expect(lacks).toBeInstanceOf(NonRecoverableError);
      expect(lacks.message).toContain(`Wrong bundle: ${lacking} has no kube-apiserver`);
      expect(lacks.message).toContain('A bundle has bin/ with the programs of Kubernetes');

      const foreign = await bundleWithout(folder, []);
      await makeForeign(join(foreign, 'bin/kube-apiserver'));
      const wrong = await failureOf(master(foreign));
      expect(wrong.message).toMatch(/Wrong bundle: .* is for aarch64, and .* is x86_64\./);
      expect(wrong.message).toContain('Set GANTRY_KUBERNETES_BUNDLE');
      await master(foreign).stop();
    },
    minute,
  );

  it(
    'a host without containerd, and none in the bundle',
    async () => {
      const bundle = await bundleWithout(folder, ['containerd', 'ctr', 'runc', 'containerd-shim-runc-v2']);
      const failure = await failureOf(master(bundle));
      expect(failure).toBeInstanceOf(NonRecoverableError);
      expect(failure.message).toContain(`has no containerd, and neither has the bundle ${bundle}`);
      expect(failure.message).toContain('apt install containerd');
      await master(bundle).stop();
    },
    3 * minute,
  );

  it(
    'a port that another program has',
    async () => {
      const host = hostOf(machines, 0);
      const pid = (
        await host.inside('setsid socat TCP-LISTEN:6443,fork,reuseaddr /dev/null >/dev/null 2>&1 & echo $!')
      ).trim();
      await expect.poll(() => host.inside('ss -Hltn "sport = :6443"')).not.toBe('');
      const failure = await failureOf(master(await testBundle()));
      expect(failure).toBeInstanceOf(NonRecoverableError);
      expect(failure.message).toMatch(/Port 6443 on .* is taken by socat \(process \d+\)\. End it, or move it/);
      await host.inside(`kill ${pid}; while kill -0 ${pid} 2>/dev/null; do sleep 0.1; done`);
    },
    minute,
  );

  it(
    'an API server that never answers is waited for with its log, and the install goes on when it does',
    async () => {
      const host = hostOf(machines, 0);
      await host.inside('iptables -I INPUT -p tcp --dport 6443 -j DROP');
      const member = master(await testBundle());
      const failure = await failureOf(member);
      expect(failure).toBeInstanceOf(OperationRetry);
      expect(failure.message).toMatch(
        /Step \d+ of \d+: kube-apiserver on .*: The API server on .*, port 6443, is waited for\./,
      );
      expect(failure.message).toContain('The log of kube-apiserver ends with');
      await host.inside('iptables -D INPUT -p tcp --dport 6443 -j DROP');
      await member.start();
      expect(member.context.events.filter((text) => /etcd on .*: done in/.test(text))).toHaveLength(1);
    },
    6 * minute,
  );

  it(
    'a second node that cannot be reached, one that does not reach the master, and one that reaches another',
    async () => {
      const first = hostOf(machines, 0);
      const second = hostOf(machines, 1);
      const joining = memberOn({
        ...{ hosts, site: { ...plainSite, bundle: await testBundle() }, host: second },
        master: master(await testBundle()),
      });
      await second.cut();
      const unreachable = await failureOf(joining);
      expect(unreachable.message).toContain(second.address);
      expect(unreachable.message).toMatch(/reach|answer|connect/i);
      await second.mend();

      await second.inside(`iptables -I OUTPUT -p tcp -d ${first.address} --dport 6443 -j REJECT`);
      const walled = await failureOf(joining);
      expect(walled).toBeInstanceOf(OperationRetry);
      expect(walled.message).toContain(`does not reach the API at ${first.address}:6443`);
      expect(walled.message).toContain('A firewall between the two');
      await second.inside(`iptables -D OUTPUT -p tcp -d ${first.address} --dport 6443 -j REJECT`);

      const redirect = `PREROUTING -p tcp -s ${second.address} --dport 6443 -j REDIRECT --to-ports 7443`;
      const server = await first.inside(
        `openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=kubernetes -keyout /root/x.key -out /root/x.crt 2>/dev/null
setsid openssl s_server -accept 7443 -key /root/x.key -cert /root/x.crt -www >/dev/null 2>&1 </dev/null & echo $!
iptables -t nat -I ${redirect}`,
      );
      await expect.poll(() => first.inside('ss -Hltn "sport = :7443"')).not.toBe('');
      const mistaken = await failureOf(joining);
      expect(mistaken).toBeInstanceOf(NonRecoverableError);
      expect(mistaken.message).toContain("a certificate that the cluster's own authority did not sign");
      expect(mistaken.message).toContain('Look what listens there');
      await first.inside(`iptables -t nat -D ${redirect}; kill ${server.trim()}`);

      await joining.start();
      const nodes = await first.inside(
        '/opt/gantry/kubernetes/bin/kubectl --cache-dir=/tmp/kubectl --kubeconfig=/etc/gantry/kubernetes/admin.conf get nodes --no-headers',
      );
      expect(nodes.match(/ Ready /g)).toHaveLength(2);
    },
    8 * minute,
  );
});

function hostOf({ hosts }: ClusterHosts, index: number): IsolatedHost {
  const host = hosts[index];
  if (host === undefined) throw new Error(`There is no machine ${index}.`);
  return host;
}

/** The error with which one attempt to start ends; waits that do not concern the story are waited for. */
async function failureOf(member: ClusterMember): Promise<Error> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    try {
      await startCluster(member.task('start'));
      throw new Error('It went well.');
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      if (!(error instanceof OperationRetry) || /kube-apiserver on|does not reach/.test(error.message)) return error;
    }
  }
  throw new Error('It asks for one attempt after another.');
}

let bundles = 0;

/** The bundle of the tests without some of its programs. */
async function bundleWithout(folder: string, programs: readonly string[]): Promise<string> {
  bundles += 1;
  const copy = join(folder, `bundle-${bundles}`);
  await mkdir(copy);
  await cp(await testBundle(), copy, { recursive: true });
  for (const program of programs) await rm(join(copy, 'bin', program));
  return copy;
}

/** Writes into the head of a program that it is for 64-bit ARM. */
async function makeForeign(path: string): Promise<void> {
  const file = await open(path, 'r+');
  await file.write(Buffer.from([183, 0]), 0, 2, 18);
  await file.close();
}
