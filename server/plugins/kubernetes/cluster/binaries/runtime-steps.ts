import type { JsonObject } from '../../../../../core/blueprint/json.ts';
import { NonRecoverableError } from '../../../../../core/ports/operation.ts';
import { writeFileScript } from '../framework/host-shell.ts';
import type { ClusterStep } from '../framework/steps.ts';
import { clusterPrograms } from './bundle.ts';
import { clearContainers } from './clear-host.ts';
import { type Machine, paths } from './machine.ts';
import { serviceStep, stopService } from './services.ts';

/** How pods are run on a host, decided when the installation begins. */
export interface ContainerRuntime {
  socket: string;
  /** It ran before us, and stays. */
  wasThere: boolean;
  /** Where it looks for network plugins and for their configuration. */
  cniPrograms: string;
  cniConfig: string;
  hasSystemdCgroup: boolean;
  /** The image that holds a pod's namespaces. */
  pauseImage: string;
  ctr: string;
}

const ownSocket = `${paths.run}/containerd/containerd.sock`;
const ownConfig = `${paths.config}/containerd.toml`;
const ownCniConfig = `${paths.config}/cni`;
/** The name under which our own configuration knows the pause image of a bundle. */
const ownPauseImage = 'gantry.local/pause:bundle';
const runtimeName = 'containerd';

/** The running containerd of the host, else one of its own that is started, else that of the bundle. */
export function runtimeStep(machine: Machine): ClusterStep {
  const { shell } = machine;
  const own = serviceStep(machine, {
    name: runtimeName,
    before: `PATH=${paths.programs}/bin:$PATH; export PATH`,
    command: (kept) => [String(kept['program']), '--config', ownConfig],
    isWell: answers(ctrOf(machine), ownSocket),
    condition: 'containerd',
  });
  return {
    name: 'container runtime',
    hint: own.hint ?? '',
    prepare: () => decide(machine),
    isDone: async (kept) => {
      const runtime = runtimeOf(kept);
      if (!(await shell.holds(answers(runtime.ctr, runtime.socket)))) return false;
      return runtime.wasThere || (await own.isDone(kept));
    },
    do: async (kept) => {
      if (runtimeOf(kept).wasThere) {
        throw new NonRecoverableError(
          `containerd ran on ${shell.host} when this installation began, and does not answer any more. Start it there (systemctl start containerd) and run the workflow again.`,
        );
      }
      await shell.writeFile(ownConfig, configOf(kept), '644');
      await own.do(kept);
    },
    undo: async (kept) => {
      await clearContainers(shell, runtimeOf(kept));
      if (runtimeOf(kept).wasThere) return;
      await stopService(shell, runtimeName);
      await endShims(machine);
      await shell.run(`rm -rf ${ownConfig} ${ownCniConfig} ${kept['hadContainerd'] === true ? '' : '/run/containerd'}`);
    },
  };
}

/** The runtime that the step has decided on. */
export function runtimeOf(kept: JsonObject): ContainerRuntime {
  const text = (name: string): string => String(kept[name] ?? '');
  return {
    socket: text('socket'),
    wasThere: kept['wasThere'] === true,
    cniPrograms: text('cniPrograms'),
    cniConfig: text('cniConfig'),
    hasSystemdCgroup: kept['hasSystemdCgroup'] === true,
    pauseImage: text('pauseImage'),
    ctr: text('ctr'),
  };
}

/** Shell: a containerd answers at that socket. Without the socket, `ctr` would wait for it for ten seconds. */
export function answers(ctr: string, socket: string): string {
  return `{ [ -S ${socket} ] && ${ctr} -a ${socket} version >/dev/null 2>&1; }`;
}

function ctrOf({ facts }: Machine): string {
  return facts.programs['ctr'] ?? `${paths.programs}/bin/ctr`;
}

async function decide(machine: Machine): Promise<JsonObject> {
  const { shell, facts, bundle, network } = machine;
  const hadContainerd = await shell.holds('[ -e /run/containerd ]');
  const ctr = ctrOf(machine);
  const [socket] = facts.runtimeSockets;
  if (socket !== undefined) return { ...(await readRunning(machine, socket)), ctr, hadContainerd };
  const installed = facts.programs['containerd'];
  const inBundle = clusterPrograms.runtime.every((name) => bundle.files.some((file) => file.name === `bin/${name}`));
  if (installed === undefined && !inBundle) {
    throw new NonRecoverableError(
      `${shell.host} has no containerd, and neither has the bundle ${bundle.place}. Install it on the host ` +
        `(Debian: apt install containerd), or put ${clusterPrograms.runtime.join(', ')} into bin/ of the bundle, and run the workflow again.`,
    );
  }
  return {
    ...{ socket: ownSocket, wasThere: false, program: installed ?? `${paths.programs}/bin/containerd` },
    // The manifests of pod networks bring programs and configuration to the usual places.
    cniPrograms: network === null ? `${paths.programs}/cni` : '/opt/cni/bin',
    ...{ cniConfig: network === null ? ownCniConfig : '/etc/cni/net.d', pauseImage: ownPauseImage },
    ...{ hasSystemdCgroup: facts.hasSystemd && facts.hasUnifiedCgroups, ctr, hadContainerd },
    // Where root is not all of root, as in a container, a pod's value cannot be below ours.
    mayLowerOom: await shell.holds(
      'was=$(cat /proc/self/oom_score_adj); (echo $((was - 1)) >/proc/self/oom_score_adj) 2>/dev/null',
    ),
  };
}

/** What a containerd that runs already is set to; a host where others use it for Kubernetes is left alone. */
async function readRunning({ shell }: Machine, socket: string): Promise<JsonObject> {
  const config = await shell.run('containerd config dump 2>/dev/null || true');
  const value = (name: string): string | null =>
    new RegExp(`^\\s*${name}\\s*=\\s*["']?([^"'\\n]*?)["']?\\s*$`, 'm').exec(config)?.[1] ?? null;
  if (/disabled_plugins\s*=\s*\[[^\]]*cri/.test(config)) {
    throw new NonRecoverableError(
      `containerd on ${shell.host} runs without its part for Kubernetes. Take "cri" out of disabled_plugins in /etc/containerd/config.toml there, restart containerd, and run the workflow again.`,
    );
  }
  const others = await shell.run(`ctr -a ${socket} -n k8s.io containers list -q`);
  if (others.trim() !== '') {
    throw new NonRecoverableError(
      `containerd on ${shell.host} runs containers of another Kubernetes already. Take that cluster away first, or set install: false to use it.`,
    );
  }
  return {
    ...{ socket, wasThere: true, hasSystemdCgroup: value('SystemdCgroup') === 'true' },
    cniPrograms: value('bin_dir') ?? '/opt/cni/bin',
    cniConfig: value('conf_dir') ?? '/etc/cni/net.d',
    pauseImage: value('sandbox_image') ?? value('sandbox') ?? 'registry.k8s.io/pause:3.10',
  };
}

/** For containerd 1.x and 2.x alike: 2.x reads the older form. */
function configOf(kept: JsonObject): string {
  const { hasSystemdCgroup, cniPrograms, cniConfig, pauseImage } = runtimeOf(kept);
  const cri = 'plugins."io.containerd.grpc.v1.cri"';
  return `version = 2
root = "${paths.data}/containerd"
state = "${paths.run}/containerd"
disabled_plugins = ["io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.zfs", "io.containerd.snapshotter.v1.aufs", "io.containerd.snapshotter.v1.devmapper", "io.containerd.internal.v1.opt"]
[grpc]
address = "${ownSocket}"
[ttrpc]
address = "${ownSocket}.ttrpc"
[${cri}]
sandbox_image = "${pauseImage}"
restrict_oom_score_adj = ${kept['mayLowerOom'] !== true}
[${cri}.containerd]
default_runtime_name = "runc"
[${cri}.containerd.runtimes.runc]
runtime_type = "io.containerd.runc.v2"
[${cri}.containerd.runtimes.runc.options]
SystemdCgroup = ${hasSystemdCgroup}
[${cri}.cni]
bin_dir = "${cniPrograms}"
conf_dir = "${cniConfig}"
`;
}

/** Shims outlive their containerd; each says in its words whose it is. */
async function endShims({ shell }: Machine): Promise<void> {
  const find = `grep -alF -- ${ownSocket} /proc/[0-9]*/cmdline 2>/dev/null | cut -d/ -f3 | while read -r pid; do
  [ "$pid" = $$ ] || { tr '\\0' ' ' </proc/$pid/cmdline | grep -q '^[^ ]*containerd-shim' && echo "$pid"; }
done`;
  await shell.run(
    `left=50; while pids=$(${find}; true); [ -n "$pids" ] && [ "$left" -gt 0 ]; do kill -s KILL $pids 2>/dev/null || true; sleep 0.1; left=$((left - 1)); done`,
    { shown: 'end the shims of containerd' },
  );
}

/** The bundle's images are known to the runtime; they need no registry. */
export function imagesStep(machine: Machine, kept: () => JsonObject): ClusterStep {
  const { shell, bundle } = machine;
  const archives = bundle.files.filter(({ name }) => name.startsWith('images/'));
  const mark = `${paths.data}/images`;
  const wanted = archives.map(({ name, size }) => `${name} ${size}`).join('\n');
  const list = (): string => `${runtimeOf(kept()).ctr} -a ${runtimeOf(kept()).socket} -n k8s.io images`;
  return {
    name: 'images of the bundle',
    prepare: async () => ({ before: (await shell.run(`${list()} list -q`)).trim() }),
    isDone: () => shell.holds(`[ "$(cat ${mark} 2>/dev/null)" = '${wanted}' ]`),
    do: async () => {
      const { pauseImage } = runtimeOf(kept());
      const imports = archives.map(({ name }) => `${list()} import ${paths.programs}/${name} >/dev/null`);
      // The runtime asks for the image by a name of its own.
      const tag = `if ! ${list()} list -q | grep -qxF ${pauseImage}; then
  from=$(${list()} list -q | grep -E '(^|/)pause(-[a-z0-9]+)?:' | head -n 1)
  [ -z "$from" ] || ${list()} tag "$from" ${pauseImage} >/dev/null
fi`;
      await shell.run([...imports, tag, writeFileScript(mark, wanted, '644')].join('\n'), {
        shown: 'ctr -n k8s.io images import',
      });
    },
    undo: async (was) => {
      const { wasThere, ctr, socket } = runtimeOf(kept());
      if (wasThere) {
        const before = new Set(String(was['before'] ?? '').split('\n'));
        const now = await shell.run(`${ctr} -a ${socket} -n k8s.io images list -q 2>/dev/null || true`);
        const ours = now.split('\n').filter((name) => name !== '' && !before.has(name));
        if (ours.length > 0) await shell.run(`${list()} remove --sync ${ours.map((name) => `'${name}'`).join(' ')}`);
      }
      await shell.run(`rm -f ${mark}`);
    },
  };
}
