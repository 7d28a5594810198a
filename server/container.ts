import { randomInt, randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Clock, Ids } from '../core/ports/ports.ts';
import type { WorkflowDefinition } from '../core/workflow/definition.ts';
import { findFile, listFiles } from '../db/repositories/blueprint.ts';
import { listFinishedExecutions, listUnfinishedExecutions } from '../db/repositories/finished-executions.ts';
import { findAnySecret } from '../db/repositories/secret.ts';
import type { Env } from './env.ts';
import { createEventBus, type EventBus } from './events/bus.ts';
import { createEventStreams } from './events/stream-events.ts';
import { Hosts } from './hosts/hosts.ts';
import { type Lab, startLab } from './lab/lab.ts';
import { createServerLog, type ServerLog } from './log.ts';
import { fabricOperationNames, fabricOperations } from './plugins/fabric/operations.ts';
import { hostPoolOperationNames, hostPoolOperations } from './plugins/host-pool/operations.ts';
import { clusterTasks } from './plugins/kubernetes/cluster/tasks/native-tasks.ts';
import { createClusters } from './plugins/kubernetes/connect/clusters.ts';
import { kubernetesOperationNames, kubernetesOperations } from './plugins/kubernetes/operations.ts';
import type { Clusters } from './plugins/kubernetes/parts.ts';
import { createClusterReader } from './plugins/kubernetes/read/cluster-reader.ts';
import { resourceWorkflows } from './plugins/kubernetes/resources/workflows.ts';
import { kubernetesWorkflows } from './plugins/kubernetes/workflows/workflows.ts';
import { scriptOperationNames, scriptOperations } from './plugins/script/operations.ts';
import { scriptWorkflows } from './plugins/script/workflows.ts';
import { utilitiesWorkflows } from './plugins/utilities/workflows.ts';
import type { RetryDefaults, Runtime } from './runtime/ports.ts';
import { defaultRetries } from './runtime/requests.ts';
import { createRuntime } from './runtime/runtime.ts';
import { type Auth, createAuth } from './security/auth/create-auth.ts';
import { createEgress } from './security/egress/egress.ts';
import { createFetchGuarded } from './security/egress/fetch-guarded.ts';
import { createRedactor, type Redactor } from './security/redaction/redactor.ts';
import { deriveKey, type MasterKey, openKeyFile, readKeyFile } from './security/secrets/key-file.ts';
import { createVault, type Vault } from './security/secrets/vault.ts';
import type { ServerOptions } from './server-options.ts';
import { registerExamples } from './services/blueprints/register-examples.ts';
import { createServices } from './services/create-services.ts';
import type { ServiceDependencies } from './services/dependencies.ts';
import { startAttemptCleaner } from './services/executions/attempt-cleaner.ts';
import { createHostKeyPort } from './services/hosts/host-key-port.ts';
import { createHostPool, findPooledAccount } from './services/hosts/host-pool.ts';
import { startHostTester } from './services/hosts/start-host-tester.ts';
import { createImportDoors } from './services/imports/import-doors.ts';
import { forgetLab, registerLab } from './services/lab/register-lab.ts';
import { startScheduler } from './services/schedules/scheduler.ts';
import type { Services } from './services/services.ts';
import { bootstrapTenant, type FirstAdministrator } from './services/users/bootstrap-tenant.ts';
import { settingsInForce } from './settings-in-force.ts';

/** The parts of the product, wired. */
export interface Container {
  services: Services;
  auth: Auth;
  clock: Clock;
  log: ServerLog;
  /** Null when executions run in other processes only. */
  runtime: Runtime | null;
  firstAdministrator: FirstAdministrator | null;
  /** Lets go of everything in the opposite order of its start; the database stays open. */
  close(): Promise<void>;
}

const examples = fileURLToPath(new URL('../examples', import.meta.url));
/** For commands on this machine; the Node that runs Gantry comes first. */
const commandPath = `${dirname(process.execPath)}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`;

const kubernetesAdvice = 'An administrator can allow it with GANTRY_KUBERNETES_HOSTS.';

const suffixLetters = 'abcdefghijklmnopqrstuvwxyz0123456789';

const pluginWorkflows: ReadonlyMap<string, WorkflowDefinition> = new Map([
  ...scriptWorkflows({ path: commandPath }),
  ...utilitiesWorkflows,
  ...kubernetesWorkflows,
  ...resourceWorkflows,
]);

const operationNames: ReadonlySet<string> = new Set([
  ...scriptOperationNames,
  ...fabricOperationNames,
  ...hostPoolOperationNames,
  ...kubernetesOperationNames,
]);

const systemClock: Clock = { now: () => Date.now() };

const systemIds: Ids = {
  uuid: () => randomUUID(),
  suffix: (length) => Array.from({ length }, () => suffixLetters[randomInt(suffixLetters.length)]).join(''),
};

type ContainerOptions = Omit<ServerOptions, 'dev'> & { origin: string; examples: boolean };

/** What the web process and worker processes have in common. */
interface CommonParts {
  clock: Clock;
  ids: Ids;
  log: ServerLog;
  redactor: Redactor;
  master: MasterKey;
  vault: Vault;
}

/** Opens the secrets; refuses when there are some that the key file does not fit. */
async function openCommonParts({
  database,
  dataFolder,
}: Pick<WorkerOptions, 'database' | 'dataFolder'>): Promise<CommonParts> {
  const { db } = database;
  const redactor = createRedactor();
  const usedKey = await findAnySecret(db);
  const master = await openKeyFile(dataFolder.secretKey, usedKey === null ? [] : [usedKey.keyId]);
  const vault = createVault({ db, master, redactor });
  await vault.maskAll();
  return { clock: systemClock, ids: systemIds, log: createServerLog(redactor), redactor, master, vault };
}

/** Starts every part but the web server. `origin` is where people reach it; `examples`: they are offered as blueprints. */
export async function createContainer(options: ContainerOptions): Promise<Container> {
  const { database, env, version } = options;
  const { db } = database;
  const parts = await openCommonParts(options);
  const { clock, ids, log, vault, redactor } = parts;
  const auth = createAuth({ db, secret: deriveKey(parts.master, 'sessions'), origin: options.origin });
  const hashPassword = async (password: string): Promise<string> => (await auth.$context).password.hash(password);
  const bus = await openBus(options, log);
  const firstAdministrator = await bootstrapTenant({ db, clock, ids, hashPassword });
  const lab = await openLab(options, { db, clock, ids, vault });
  const tester = startHostTester({ db, clock, log, vault, agentSocket: env.agentSocket });
  const hosts = openHosts({ ...options, db, clock });
  const dependencies: ServiceDependencies = {
    hostTester: tester.tester,
    clusters: createClusterReader(openClusters(env, hosts)),
    ...createImportDoors({ env, db, clock }),
    ...{ db, clock, ids, vault, redactor, log, hashPassword, version },
    events: createEventStreams({ db, bus }),
    operationNames,
    workflows: pluginWorkflows,
    retries: retriesOf(env),
    limits: env.limits,
    lab: lab !== null,
    system: {
      startedAt: new Date(clock.now()),
      isEmbedded: env.databaseUrl === null,
      settings: settingsInForce(env),
    },
  };
  if (options.examples) await registerExamples(dependencies, examples);
  const worker = env.worker ? await startWorker(options, { ...parts, bus }) : null;
  return {
    services: createServices(dependencies),
    auth,
    clock,
    log,
    runtime: worker?.runtime ?? null,
    firstAdministrator,
    close: async () => {
      await tester.close();
      await worker?.close();
      await hosts.close();
      await bus.close();
      await lab?.close();
    },
  };
}

/** What a process that only runs executions is given; the database is migrated. */
export type WorkerOptions = Pick<ServerOptions, 'env' | 'database' | 'dataFolder'>;

/** The parts of such a process. */
export interface WorkerContainer {
  runtime: Runtime;
  log: ServerLog;
  /** Lets go of the executions it owns, which go on elsewhere; the database stays open. */
  close(): Promise<void>;
}

/** Starts the parts that a worker process needs. Its data folder must hold the key file of the web process. */
export async function createWorkerContainer(options: WorkerOptions): Promise<WorkerContainer> {
  const keyFile = options.dataFolder.secretKey;
  if ((await readKeyFile(keyFile)) === null) {
    throw new Error(
      `There is no key file ${keyFile}. Copy secret.key from the data folder of the web process to there.`,
    );
  }
  const parts = await openCommonParts(options);
  const bus = await openBus(options, parts.log);
  const worker = await startWorker(options, { ...parts, bus });
  return {
    runtime: worker.runtime,
    log: parts.log,
    close: async () => {
      await worker.close();
      await bus.close();
    },
  };
}

/** The waiting time for other branches is asked for with each run. */
function retriesOf({ retries }: Env): RetryDefaults {
  return { ...defaultRetries, ...retries };
}

async function openBus({ database }: Pick<WorkerOptions, 'database'>, log: ServerLog): Promise<EventBus> {
  const onError = (fault: Error): void => log('warning', 'listening for events was interrupted', { fault });
  const bus = createEventBus({ pool: database.pool, onError });
  await bus.start();
  return bus;
}

type LabParts = Parameters<typeof registerLab>[0];

/** Demonstration hosts are a help and no condition: when their addresses are taken, the product starts without them. */
async function openLab({ env, dataFolder, say }: ContainerOptions, parts: LabParts): Promise<Lab | null> {
  if (!env.lab.enabled) {
    await forgetLab(parts);
    return null;
  }
  try {
    const { network, port } = env.lab;
    const lab = await startLab({ dataFolder: dataFolder.root, network, port, path: commandPath });
    await registerLab(parts, lab);
    return lab;
  } catch (fault) {
    const reason = fault instanceof Error ? fault.message : String(fault);
    say(`The lab hosts are off: ${reason}. Choose others with GANTRY_LAB_NETWORK or GANTRY_LAB_PORT.`);
    await forgetLab(parts);
    return null;
  }
}

function openHosts({ env, dataFolder, db, clock }: Pick<WorkerOptions, 'env' | 'dataFolder'> & HostParts): Hosts {
  return new Hosts({
    hostKeys: createHostKeyPort({ db, clock }),
    local: {
      environment: { PATH: commandPath, HOME: dataFolder.root, LANG: 'C.UTF-8' },
      stateFolder: join(dataFolder.root, 'run'),
    },
    keysFolder: env.keysFolder,
    agentSocket: env.agentSocket,
    pooledAccount: (context, instanceId) =>
      findPooledAccount({ db, agentSocket: env.agentSocket }, context, instanceId),
    finished: (executionIds) => listFinishedExecutions(db, executionIds),
  });
}

type HostParts = Parameters<typeof createHostKeyPort>[0];

function openClusters(env: Env, hosts: Hosts): Clusters {
  const { hosts: allowed, pauseMs } = env.kubernetes;
  return createClusters({ hosts, egress: createEgress(allowed, kubernetesAdvice, 'ask'), pauseMs });
}

async function startWorker(
  { env, database, dataFolder }: WorkerOptions,
  { clock, ids, vault, log, redactor, bus }: CommonParts & { bus: EventBus },
): Promise<{ runtime: Runtime; close(): Promise<void> }> {
  const { db } = database;
  const hosts = openHosts({ env, dataFolder, db, clock });
  const fetchGuarded = createFetchGuarded(env.urlHosts);
  const runtime = createRuntime(
    {
      ...{ db, pool: database.pool, clock, ids, log },
      operations: new Map([
        ...scriptOperations(hosts, fetchGuarded),
        ...fabricOperations(hosts, { fetchGuarded, native: clusterTasks(env.kubernetes) }),
        ...hostPoolOperations(createHostPool({ db, clock })),
        ...kubernetesOperations({
          ...{ hosts, fetchGuarded, site: env.kubernetes, managementIp: env.address },
          clusters: openClusters(env, hosts),
        }),
      ]),
      workflows: pluginWorkflows,
      secrets: (tenantId) => vault.reader(tenantId),
      // One for the whole process: what one execution reads, another one's host may print.
      createRedactor: () => redactor,
      readBlueprintFile: async (versionId, path) => (await findFile(db, versionId, path))?.content ?? null,
      listBlueprintFiles: async (versionId) => (await listFiles(db, versionId)).map(({ path }) => path),
    },
    { crashAt: env.crashAt, drainMs: env.drainSeconds * 1000, limits: env.limits },
  );
  await runtime.start();
  const stopScheduler = startScheduler({ db, clock, ids, log, workflows: pluginWorkflows, retries: retriesOf(env) });
  const stopCleaner = startAttemptCleaner({
    bus,
    unfinished: (executionIds) => listUnfinishedExecutions(db, executionIds),
    forget: (id) => hosts.forget(id),
    log,
  });
  return {
    runtime,
    close: async () => {
      stopCleaner();
      await stopScheduler();
      await runtime.stop();
      await hosts.close();
    },
  };
}
