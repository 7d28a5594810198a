import { randomInt, randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Clock, Ids } from '../core/ports/ports.ts';
import { findFile } from '../db/repositories/blueprint.ts';
import { listFinishedExecutions } from '../db/repositories/finished-executions.ts';
import { findAnySecret } from '../db/repositories/secret.ts';
import { createEventBus, type EventBus } from './events/bus.ts';
import { createEventStreams } from './events/stream-events.ts';
import { Hosts } from './hosts/hosts.ts';
import { type Lab, startLab } from './lab/lab.ts';
import { createServerLog, type ServerLog } from './log.ts';
import { scriptOperations } from './plugins/script/operations.ts';
import type { Runtime } from './runtime/ports.ts';
import { createRuntime } from './runtime/runtime.ts';
import { type Auth, createAuth } from './security/auth/create-auth.ts';
import { createRedactor } from './security/redaction/redactor.ts';
import { deriveKey, openKeyFile } from './security/secrets/key-file.ts';
import { createVault } from './security/secrets/vault.ts';
import type { ServerOptions } from './server-options.ts';
import { registerExamples } from './services/blueprints/register-examples.ts';
import { createServices } from './services/create-services.ts';
import type { ServiceDependencies } from './services/dependencies.ts';
import { startAttemptCleaner } from './services/executions/attempt-cleaner.ts';
import { createHostKeyPort } from './services/hosts/host-key-port.ts';
import { forgetLab, registerLab } from './services/lab/register-lab.ts';
import type { Services } from './services/services.ts';
import { bootstrapTenant, type FirstAdministrator } from './services/users/bootstrap-tenant.ts';

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

const suffixLetters = 'abcdefghijklmnopqrstuvwxyz0123456789';

export const systemClock: Clock = { now: () => Date.now() };

export const systemIds: Ids = {
  uuid: () => randomUUID(),
  suffix: (length) => Array.from({ length }, () => suffixLetters[randomInt(suffixLetters.length)]).join(''),
};

type ContainerOptions = Omit<ServerOptions, 'dev'> & { origin: string };

/** Starts every part but the web server. `origin` is where people reach it. */
export async function createContainer(options: ContainerOptions): Promise<Container> {
  const { database, dataFolder, env, version } = options;
  const { db, pool } = database;
  const clock = systemClock;
  const ids = systemIds;
  const redactor = createRedactor();
  const log = createServerLog(redactor);
  const usedKey = await findAnySecret(db);
  const master = await openKeyFile(dataFolder.secretKey, usedKey === null ? [] : [usedKey.keyId]);
  const vault = createVault({ db, master, redactor });
  await vault.maskAll();
  const auth = createAuth({ db, secret: deriveKey(master, 'sessions'), origin: options.origin });
  const hashPassword = async (password: string): Promise<string> => (await auth.$context).password.hash(password);
  const bus = createEventBus({
    pool,
    onError: (fault) => log('warning', 'listening for events was interrupted', { fault }),
  });
  await bus.start();
  const firstAdministrator = await bootstrapTenant({ db, clock, ids, hashPassword });
  const lab = await openLab(options, { db, clock, ids, vault });
  const dependencies: ServiceDependencies = {
    ...{ db, clock, ids, vault, redactor, log, hashPassword, version },
    events: createEventStreams({ db, bus }),
    lab: lab !== null,
  };
  await registerExamples(dependencies, examples);
  const worker = env.worker ? await startWorker(options, { dependencies, bus, redactor }) : null;
  return {
    services: createServices(dependencies),
    auth,
    clock,
    log,
    runtime: worker?.runtime ?? null,
    firstAdministrator,
    close: async () => {
      await worker?.close();
      await bus.close();
      await lab?.close();
    },
  };
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

interface WorkerParts {
  dependencies: ServiceDependencies;
  bus: EventBus;
  redactor: ReturnType<typeof createRedactor>;
}

async function startWorker(
  { database, dataFolder, env }: Pick<ContainerOptions, 'database' | 'dataFolder' | 'env'>,
  { dependencies, bus, redactor }: WorkerParts,
): Promise<{ runtime: Runtime; close(): Promise<void> }> {
  const { db, clock, ids, vault, log } = dependencies;
  const finished = (executionIds: string[]): Promise<string[]> => listFinishedExecutions(db, executionIds);
  const hosts = new Hosts({
    hostKeys: createHostKeyPort({ db, clock }),
    local: {
      environment: { PATH: commandPath, HOME: dataFolder.root, LANG: 'C.UTF-8' },
      stateFolder: join(dataFolder.root, 'run'),
    },
    finished,
  });
  const runtime = createRuntime(
    {
      ...{ db, pool: database.pool, clock, ids, log },
      operations: scriptOperations(hosts),
      secrets: (tenantId) => vault.reader(tenantId),
      // One for the whole process: what one execution reads, another one's host may print.
      createRedactor: () => redactor,
      readBlueprintFile: async (versionId, path) => (await findFile(db, versionId, path))?.content ?? null,
    },
    { crashAt: env.crashAt },
  );
  await runtime.start();
  const stopCleaner = startAttemptCleaner({ bus, finished, forget: (id) => hosts.forget(id), log });
  return {
    runtime,
    close: async () => {
      stopCleaner();
      await runtime.stop();
      await hosts.close();
    },
  };
}
