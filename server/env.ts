import { z } from 'zod';
import { readAllowedHosts } from './security/egress/allowed-hosts.ts';

const port = (fallback: number) =>
  z.coerce
    .number('must be a whole number')
    .int('must be a whole number')
    .min(0, 'must be 0 to 65535')
    .max(65535, 'must be 0 to 65535')
    .default(fallback);

const count = (fallback: number) =>
  z.coerce.number('must be a number').int('must be a whole number').min(1, 'must be 1 or more').default(fallback);

const allowedHost = /^(?:https?:\/\/)?(?:\*|(?:\*\.)?[a-z0-9_.-]+|[0-9a-f:]+|[0-9a-f.:]+\/\d{1,3})$/i;

const hostList = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .transform((text) => (text.trim() === 'none' ? [] : text.split(',').flatMap((part) => part.trim() || [])))
    .refine((parts) => parts.every((part) => allowedHost.test(part)) && isReadable(parts), {
      error: 'must be a list such as example.com,*.example.org,http://10.0.0.0/8, or none',
    });

function isReadable(hosts: string[]): boolean {
  try {
    readAllowedHosts(hosts);
    return true;
  } catch {
    return false;
  }
}

const onOff = (fallback: '0' | '1') => z.enum(['0', '1'], 'must be 0 or 1').default(fallback);

const variables = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must look like postgresql://user:password@host:5432/database')
    .optional(),
  GANTRY_DATA_DIR: z.string().optional(),
  GANTRY_HOST: z.string().default('127.0.0.1'),
  PORT: port(8420),
  GANTRY_PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'must look like https://gantry.example.org' }).optional(),
  GANTRY_WORKER: onOff('1'),
  GANTRY_LAB: onOff('1'),
  GANTRY_LAB_NETWORK: z
    .string()
    .regex(/^127(\.\d{1,3}){2}$/, 'must be the first three numbers of a loopback address, such as 127.0.77')
    .default('127.0.77'),
  GANTRY_LAB_PORT: port(7722),
  GANTRY_DRAIN_SECONDS: z.coerce.number().int().min(0).max(600, 'must be a number of seconds up to 600').default(25),
  GANTRY_TASK_RETRIES: z.coerce
    .number('must be a number')
    .int()
    .min(-1, 'must be -1 (without end) or more')
    .default(60),
  GANTRY_TASK_RETRY_INTERVAL: z.coerce.number('must be a number of seconds').min(0, 'must not be negative').default(15),
  GANTRY_SUBGRAPH_RETRIES: z.coerce.number('must be a number').int().min(0).max(20, 'must be 0 to 20').default(0),
  GANTRY_MAX_INSTANCES: count(10_000),
  GANTRY_MAX_TASKS: count(200_000),
  GANTRY_SSH_AGENT: onOff('0'),
  SSH_AUTH_SOCK: z.string().optional(),
  GANTRY_SSH_KEYS: z.string().optional(),
  GANTRY_URL_HOSTS: hostList('none'),
  GANTRY_IMPORT_HOSTS: hostList('*'),
  GANTRY_ADDRESS: z
    .string()
    .regex(/^[\w.:-]+$/, 'must be an address or a name such as 10.0.0.5 or gantry.example.org')
    .optional(),
  GANTRY_KUBERNETES_HOSTS: hostList('*,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,100.64.0.0/10,fc00::/7'),
  GANTRY_KUBERNETES_INSTALLER: z
    .enum(['binaries', 'k3s', 'kubeadm', 'existing'], 'must be binaries, k3s, kubeadm or existing')
    .optional(),
  GANTRY_KUBERNETES_BUNDLE: z.string().optional(),
  GANTRY_KUBERNETES_NETWORK: z.string().optional(),
  GANTRY_KUBERNETES_RUNTIME: z.enum(['containerd', 'docker'], 'must be containerd or docker').optional(),
  GANTRY_KUBERNETES_DOWNLOADS: onOff('0'),
  GANTRY_KUBERNETES_PAUSE_MS: count(1000),
  GANTRY_CRASH_AT: z.string().optional(),
});

/** The settings of the product, from environment variables. */
export interface Env {
  /** A PostgreSQL to use in place of the embedded one. */
  databaseUrl: string | null;
  /** Null: `.gantry` in the checkout. */
  dataDir: string | null;
  /** The address to listen on; loopback unless the person asks for another. */
  host: string;
  /** 0: any free port. */
  port: number;
  /** The address people type when it is not the one that is listened on (behind a proxy); without a trailing slash. */
  publicUrl: string | null;
  /** Executions run in this process too. */
  worker: boolean;
  lab: { enabled: boolean; network: string; port: number };
  /** How long, when a process is told to stop, operations that only live in it may take to end. */
  drainSeconds: number;
  /** For operations whose blueprint says nothing; seconds. */
  retries: { maxRetries: number; retryInterval: number; subgraphRetries: number };
  /** How large deployments and runs may become. */
  limits: { maxInstances: number; maxTasks: number };
  /** The socket of the SSH agent with which hosts may be signed in to; null unless the administrator allows that. */
  agentSocket: string | null;
  /** The folder from which blueprints may name files of private keys. */
  keysFolder: string | null;
  /** From where files that blueprints name by a URL are fetched: hosts, `*.domain`, networks; `http://` allows http. */
  urlHosts: string[];
  /** From where people may have blueprints fetched, in the same form; `*`: every host with a public address. */
  importHosts: string[];
  /** The address by which hosts and pods reach this product (`%{management_ip}`); null: it is not said. */
  address: string | null;
  kubernetes: {
    /** Which API servers may be asked, in the form of `urlHosts`. */
    hosts: string[];
    /** How clusters are installed on hosts where their node does not say; null: the first way that a host offers. */
    installer: 'binaries' | 'k3s' | 'kubeadm' | 'existing' | null;
    /** Folder or archive with the programs of the installer `binaries`. */
    bundle: string | null;
    /** File with the manifests of the pod network; null: the plain bridge. */
    network: string | null;
    runtime: 'containerd' | 'docker' | null;
    /** Hosts may download packages and programs. */
    mayDownload: boolean;
    /** Test seam: the longest pause between two questions to a cluster about what is waited for. */
    pauseMs: number;
  };
  /** Test seam: `name[:nth]` of the crash point at which the process kills itself. */
  crashAt: string | null;
  /** The names of the variables that are set; the others are at their defaults. */
  given: ReadonlySet<string>;
}

/** A variable has a value that cannot be used; `message` names each and what it must be. */
export class EnvError extends Error {
  override readonly name = 'EnvError';
}

/**
 * Reads the settings. An empty variable counts as not set.
 * @throws EnvError naming every variable that is wrong
 */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = variables.safeParse(given);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new EnvError(`These environment variables cannot be used:\n${wrong.join('\n')}`);
  }
  const value = parsed.data;
  return {
    databaseUrl: value.DATABASE_URL ?? null,
    dataDir: value.GANTRY_DATA_DIR ?? null,
    host: value.GANTRY_HOST,
    port: value.PORT,
    publicUrl: value.GANTRY_PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    worker: value.GANTRY_WORKER === '1',
    lab: { enabled: value.GANTRY_LAB === '1', network: value.GANTRY_LAB_NETWORK, port: value.GANTRY_LAB_PORT },
    drainSeconds: value.GANTRY_DRAIN_SECONDS,
    retries: {
      maxRetries: value.GANTRY_TASK_RETRIES,
      retryInterval: value.GANTRY_TASK_RETRY_INTERVAL,
      subgraphRetries: value.GANTRY_SUBGRAPH_RETRIES,
    },
    limits: { maxInstances: value.GANTRY_MAX_INSTANCES, maxTasks: value.GANTRY_MAX_TASKS },
    agentSocket: value.GANTRY_SSH_AGENT === '1' ? (value.SSH_AUTH_SOCK ?? null) : null,
    keysFolder: value.GANTRY_SSH_KEYS ?? null,
    urlHosts: value.GANTRY_URL_HOSTS,
    importHosts: value.GANTRY_IMPORT_HOSTS,
    address: value.GANTRY_ADDRESS ?? null,
    kubernetes: {
      hosts: value.GANTRY_KUBERNETES_HOSTS,
      installer: value.GANTRY_KUBERNETES_INSTALLER ?? null,
      bundle: value.GANTRY_KUBERNETES_BUNDLE ?? null,
      network: value.GANTRY_KUBERNETES_NETWORK ?? null,
      runtime: value.GANTRY_KUBERNETES_RUNTIME ?? null,
      mayDownload: value.GANTRY_KUBERNETES_DOWNLOADS === '1',
      pauseMs: value.GANTRY_KUBERNETES_PAUSE_MS,
    },
    crashAt: value.GANTRY_CRASH_AT ?? null,
    given: new Set(Object.keys(given)),
  };
}
