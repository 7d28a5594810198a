import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runProgram } from '../hosts/commands.ts';
import { testBundle, whyNoBundle } from './bundle.ts';
import { type ClusterHosts, startClusterHosts, whyNoClusterHosts } from './cluster-hosts.ts';

const reason = whyNoClusterHosts() ?? whyNoBundle();

const network = JSON.stringify({
  cniVersion: '0.4.0',
  name: 'pods',
  plugins: [
    {
      type: 'bridge',
      bridge: 'cni0',
      isGateway: true,
      ipMasq: true,
      ipam: { type: 'host-local', ranges: [[{ subnet: '10.244.1.0/24' }]], routes: [{ dst: '0.0.0.0/0' }] },
    },
    { type: 'portmap', capabilities: { portMappings: true } },
  ],
});

const containerd = `version = 2
root = "/var/lib/try/containerd"
state = "/run/try/containerd"
[grpc]
address = "/run/try/containerd.sock"
[plugins."io.containerd.grpc.v1.cri"]
sandbox_image = "registry.k8s.io/pause:3.9"
restrict_oom_score_adj = true
[plugins."io.containerd.grpc.v1.cri".cni]
bin_dir = "/var/lib/bundle/cni"
conf_dir = "/etc/cni/net.d"
`;

const kubelet = `apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
staticPodPath: /etc/try
cgroupDriver: cgroupfs
authentication: {anonymous: {enabled: true}, webhook: {enabled: false}}
authorization: {mode: AlwaysAllow}
`;

const pod = `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: default}
spec:
  containers:
  - name: web
    image: gantry.test/web:1
    imagePullPolicy: Never
    ports: [{containerPort: 8080, hostPort: 9090}]
    resources: {limits: {memory: 64Mi, cpu: 200m}}
`;

const start = `set -e
export PATH=/var/lib/bundle/bin:$PATH
setsid containerd --config /root/containerd.toml >/var/log/containerd.log 2>&1 </dev/null &
for attempt in $(seq 150); do ctr -a /run/try/containerd.sock version >/dev/null 2>&1 && break; sleep 0.2; done
for image in /var/lib/bundle/images/*.tar; do ctr -a /run/try/containerd.sock -n k8s.io images import "$image"; done
echo 1 >/proc/sys/net/ipv4/ip_forward
setsid kubelet --config /root/kubelet.yaml --container-runtime=remote \\
  --container-runtime-endpoint=unix:///run/try/containerd.sock >/var/log/kubelet.log 2>&1 </dev/null &
`;

describe.skipIf(reason !== null)(`machines that run containers${reason === null ? '' : ` (${reason})`}`, () => {
  let machines: ClusterHosts;
  beforeAll(async () => {
    machines = await startClusterHosts({ count: 2, containers: false });
  });
  afterAll(async () => machines?.close());

  it('are strangers to each other but for the network', async () => {
    const [first, second] = machines.hosts;
    expect(await first?.inside('hostname')).toBe('oak-1\n');
    expect(await second?.inside('ls /sys/fs/cgroup/memory/kubepods 2>&1 || true')).toContain('No such file');
    expect(await second?.inside(`ping -c 1 -W 5 ${first?.address}`)).toContain('1 received');
    expect(await first?.inside('command -v containerd || echo none')).toBe('none\n');
  });

  it('run a pod of the kubelet, whose web server answers', async () => {
    const [host] = machines.hosts;
    if (host === undefined) throw new Error('no machine');
    const folder = await mkdtemp(join(tmpdir(), 'gantry-bundle-'));
    try {
      await cp(await testBundle(), join(folder, 'bundle'), { recursive: true });
      await runProgram('tar', '-C', folder, '-cf', join(folder, 'bundle.tar'), 'bundle');
      await writeKey(folder, host.privateKey);
      const ssh = `ssh -i ${folder}/key -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null`;
      const unpack = `${ssh} ${host.user}@${host.address} 'sudo tar -C /var/lib -x' <${folder}/bundle.tar`;
      await runProgram('sh', '-c', unpack);
    } finally {
      await rm(folder, { recursive: true });
    }
    const files = { '/root/containerd.toml': containerd, '/root/kubelet.yaml': kubelet, '/etc/try/web.yaml': pod };
    await host.inside('mkdir -p /etc/try /etc/cni/net.d');
    for (const [path, text] of Object.entries({ ...files, '/etc/cni/net.d/10-pods.conflist': network })) {
      await host.inside(`cat >${path} <<'END'\n${text}\nEND`);
    }
    await host.inside(start);
    const answer = () => runProgram('curl', '-s', '-m', '2', `http://${host.address}:9090/`).catch(() => '');
    await expect.poll(answer, { timeout: 120_000 }).toBe('gantry.test/web:1\n');
    // It ran in the machine's own cgroups.
    expect(await host.inside('ls -d /sys/fs/cgroup/*/kubepods')).toContain('kubepods');
  });
});

async function writeKey(folder: string, key: string): Promise<void> {
  await writeFile(join(folder, 'key'), key, { mode: 0o600 });
}
