import type { SettingView } from './api/contract.ts';
import type { Env } from './env.ts';

/** Every setting with its value and the variable that sets it, fit to be shown: no password, no key. */
export function settingsInForce(env: Env): SettingView[] {
  const { lab, retries, limits, kubernetes } = env;
  const rows: [variable: string, meaning: string, value: string][] = [
    ['DATABASE_URL', 'PostgreSQL in place of the one that comes along', withoutPassword(env.databaseUrl)],
    ['GANTRY_DATA_DIR', 'Folder of the database, the key file and the lab', env.dataDir ?? '.gantry'],
    ['GANTRY_HOST', 'Address to listen on', env.host],
    ['PORT', 'Port to listen on', String(env.port)],
    ['GANTRY_PUBLIC_URL', 'Address that people type', env.publicUrl ?? 'the one listened on'],
    ['GANTRY_WORKER', 'Executions run in the web process too', onOff(env.worker)],
    ['GANTRY_LAB', "The product's own demonstration hosts", onOff(lab.enabled)],
    ['GANTRY_LAB_NETWORK', 'First numbers of their addresses', lab.network],
    ['GANTRY_LAB_PORT', 'Their SSH port', String(lab.port)],
    ['GANTRY_DRAIN_SECONDS', 'How long operations may take to end at a stop', `${env.drainSeconds} s`],
    [
      'GANTRY_TASK_RETRIES',
      'Retries of an operation',
      retries.maxRetries === -1 ? 'no limit' : String(retries.maxRetries),
    ],
    ['GANTRY_TASK_RETRY_INTERVAL', 'Time between them', `${retries.retryInterval} s`],
    ['GANTRY_SUBGRAPH_RETRIES', 'Retries of all that belongs to an instance', String(retries.subgraphRetries)],
    ['GANTRY_MAX_INSTANCES', 'Instances of a deployment at most', String(limits.maxInstances)],
    ['GANTRY_MAX_TASKS', 'Operations of an execution at most', String(limits.maxTasks)],
    ['GANTRY_SSH_AGENT', "Hosts are signed in to with this account's SSH agent", onOff(env.agentSocket !== null)],
    ['GANTRY_SSH_KEYS', 'Folder of keys and kubeconfigs that blueprints may name', env.keysFolder ?? 'none'],
    ['GANTRY_URL_HOSTS', 'From where files named by URL are fetched', env.urlHosts.join(', ') || 'nowhere'],
    ['GANTRY_IMPORT_HOSTS', 'From where people have blueprints fetched', env.importHosts.join(', ') || 'nowhere'],
    ['GANTRY_ADDRESS', 'Address by which hosts and pods reach Gantry', env.address ?? 'not said'],
    ['GANTRY_KUBERNETES_HOSTS', 'Which Kubernetes API servers may be asked', kubernetes.hosts.join(', ') || 'none'],
    ['GANTRY_KUBERNETES_INSTALLER', 'How clusters are installed', kubernetes.installer ?? 'the first a host offers'],
    ['GANTRY_KUBERNETES_BUNDLE', 'Programs of the installer binaries', kubernetes.bundle ?? 'none'],
    ['GANTRY_KUBERNETES_NETWORK', 'Manifests of the pod network', kubernetes.network ?? 'the plain bridge'],
    ['GANTRY_KUBERNETES_RUNTIME', 'Container runtime', kubernetes.runtime ?? 'the first a host has'],
    ['GANTRY_KUBERNETES_DOWNLOADS', 'Hosts may download programs', onOff(kubernetes.mayDownload)],
  ];
  return rows.map(([variable, meaning, value]) => ({ variable, meaning, value, isSet: env.given.has(variable) }));
}

function onOff(value: boolean): string {
  return value ? 'on' : 'off';
}

/** Only where it is: the account and its password stay here, as does whatever follows a question mark. */
function withoutPassword(url: string | null): string {
  if (url === null) return 'the one that comes along';
  try {
    const { host, pathname } = new URL(url);
    return `postgresql://${host}${pathname}`;
  } catch {
    return 'set';
  }
}
