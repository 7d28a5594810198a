import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchPackage } from '../../../../../e2e/cluster-hosts/base-system.ts';
import { testBundle, whyNoBundle } from '../../../../../e2e/cluster-hosts/bundle.ts';
import {
  type ClusterHosts,
  startClusterHosts,
  whyNoClusterHosts,
} from '../../../../../e2e/cluster-hosts/cluster-hosts.ts';
import { runProgram } from '../../../../../e2e/hosts/commands.ts';
import type { IsolatedHost } from '../../../../../e2e/hosts/host.ts';
import type { Hosts } from '../../../../hosts/hosts.ts';
import { makeHosts } from '../../../../hosts/testing/rig.ts';
import { type ClusterMember, memberOn, plainSite } from '../testing/cluster-rig.ts';
import { clusterPrograms } from './bundle.ts';

const reason = whyNoClusterHosts() ?? whyNoBundle();

describe.skipIf(reason !== null)(`install_docker: true${reason === null ? '' : ` (${reason})`}`, () => {
  let machines: ClusterHosts;
  let host: IsolatedHost;
  let hosts: Hosts;
  let packages: Server;
  let bundle: string;
  beforeAll(async () => {
    machines = await startClusterHosts({ count: 1, containers: false });
    const [only] = machines.hosts;
    if (only === undefined) throw new Error('no machine');
    host = only;
    hosts = makeHosts();
    bundle = await mkdtemp(join(tmpdir(), 'gantry-bundle-'));
    await cp(await testBundle(), bundle, { recursive: true });
    for (const program of clusterPrograms.runtime) await rm(join(bundle, 'bin', program));
    packages = await servePackages(machines.gateway, ['containerd', 'runc']);
    const { port } = packages.address() as AddressInfo;
    await host.inside(
      `echo 'deb [trusted=yes] http://${machines.gateway}:${port}/ ./' >/etc/apt/sources.list; rm -f /etc/apt/sources.list.d/*`,
    );
  });
  afterAll(async () => {
    packages?.closeAllConnections();
    packages?.close();
    await hosts?.close();
    await machines?.close();
    await rm(bundle, { recursive: true, force: true });
  });

  const member = (mayDownload: boolean): ClusterMember =>
    memberOn(
      { hosts, host, site: { ...plainSite, installer: 'binaries', bundle, mayDownload } },
      { install_docker: true },
    );

  it('is refused with the ways out where hosts may not download', async () => {
    const refused = member(false);
    await expect(refused.start()).rejects.toThrow(
      /install_docker: true asks for a container runtime\. .* has none, the bundle has none, and nothing may be downloaded\..*GANTRY_KUBERNETES_DOWNLOADS=1/,
    );
    await refused.stop();
  });

  it('installs containerd from the packages of the host, and takes just that away again', async () => {
    const before = await installed(host);
    const allowed = member(true);
    const say = allowed.context.event.bind(allowed.context);
    allowed.context.event = (text) => {
      say(text);
      // What comes after is told elsewhere.
      if (/container runtime on .*: done/.test(text)) allowed.context.stop.abort();
    };
    await expect(allowed.start()).rejects.toThrow('Stopped between two steps');
    expect(await host.inside('ctr -a /run/gantry-kubernetes/containerd/containerd.sock version')).toContain('Server:');
    expect((await installed(host)).filter((name) => !before.includes(name))).toEqual(['containerd', 'runc']);
    await member(true).stop();
    expect(await installed(host)).toEqual(before);
    expect(await host.inside('ps -e -o comm= | grep -c containerd || true')).toBe('0\n');
  });
});

async function installed(host: IsolatedHost): Promise<string[]> {
  const list = await host.inside(
    "dpkg-query -W -f '$" + '{Package} $' + "{db:Status-Status}\\n' | sed -n 's/ installed$//p'",
  );
  return list.trim().split('\n').sort();
}

/** A package source over HTTP with these packages of Debian's. */
async function servePackages(address: string, names: readonly string[]): Promise<Server> {
  const files = new Map<string, Buffer>();
  const index: string[] = [];
  for (const name of names) {
    const path = await fetchPackage(name);
    const content = await readFile(path);
    files.set(`/${basename(path)}`, content);
    const sum = createHash('sha256').update(content).digest('hex');
    const about = (await runProgram('dpkg-deb', '-f', path)).trim();
    index.push(`${about}\nFilename: ./${basename(path)}\nSize: ${content.length}\nSHA256: ${sum}\n`);
  }
  files.set('/Packages', Buffer.from(index.join('\n')));
  const server = createServer((request, response) => {
    const content = files.get(decodeURIComponent((request.url ?? '').replace('/./', '/')));
    response.writeHead(content === undefined ? 404 : 200).end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  return server;
}
