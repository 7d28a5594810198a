import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { findExecution } from '../db/repositories/execution.ts';
import type { SshHost } from '../e2e/hosts/host.ts';
import { startSshHosts } from '../e2e/hosts/ssh-hosts.ts';
import { Hosts } from '../server/hosts/hosts.ts';
import { hostProperties, MemoryHostKeys } from '../server/hosts/testing/rig.ts';
import { scriptOperations } from '../server/plugins/script/operations.ts';
import { createExecution } from '../server/runtime/requests.ts';
import { createRuntime } from '../server/runtime/runtime.ts';
import { createRedactor } from '../server/security/redaction/redactor.ts';
import { benchIds, compile, deploy, sourceOfText } from './compile.ts';
import { comeFirst } from './cpu-share.ts';
import { type BenchDatabase, openBenchDatabase, storeDeployment, tenantId } from './engine-database.ts';
import { type Bench, type Measurement, round } from './measurement.ts';

/** What the hosts print, given the number of bytes. */
const kinds: Readonly<Record<string, (bytes: number) => string>> = {
  lines: (bytes) => `seq -f "%099.0f" 1 ${Math.floor(bytes / 100)}`,
  'one-line': (bytes) => `head -c ${bytes} /dev/zero | tr '\\0' x`,
  binary: (bytes) => `head -c ${bytes} /dev/urandom`,
};

/**
 * `--hosts N` hosts print `--megabytes N` each at once and as fast as they can, while another execution prints the time
 * twenty times a second (reliability.md P5). `--kind lines|one-line|binary`; default: all. `grown_mb`: by how much this
 * process, which is the executor, has grown at most; `kept_mb`: what the log holds of it all; `delay_p95_ms`: from the
 * other execution's line until whoever watches the log has it.
 */
export const flood: Bench = async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      hosts: { type: 'string', default: '10' },
      megabytes: { type: 'string', default: '1000' },
      kind: { type: 'string' },
    },
  });
  const [hosts, megabytes] = [Number(values.hosts), Number(values.megabytes)];
  const chosen = Object.keys(kinds).filter((kind) => values.kind === undefined || values.kind === kind);
  if (!(hosts > 0 && hosts < 245 && megabytes > 0) || chosen.length === 0)
    throw new Error(`--hosts and --megabytes are numbers, --kind is one of ${Object.keys(kinds).join(', ')}.`);
  const machines = await startSshHosts(hosts);
  const share = comeFirst();
  try {
    const measurements: Measurement[] = [];
    for (const kind of chosen)
      measurements.push({ ...(await measure(machines.hosts, kind, megabytes)), comes_first: share.first });
    return measurements;
  } finally {
    share.end();
    await machines.close();
  }
};

async function measure(machines: readonly SshHost[], kind: string, megabytes: number): Promise<Measurement> {
  const folder = mkdtempSync(join(tmpdir(), 'gantry-flood-'));
  const database = await openBenchDatabase();
  const hosts = openHosts(folder);
  const runtime = openRuntime(database, hosts);
  const stop = join(folder, 'stop');
  await runtime.start();
  try {
    const tick = `while [ ! -f ${stop} ]; do date +%s%3N; sleep 0.05; done`;
    const clock = await start(
      database,
      blueprintOf([{ name: 'clock', properties: {} }], tick, 'central_deployment_agent'),
    );
    const watch = watchClock(database, clock);
    try {
      return await measureBeside(watch, database, { machines, kind, megabytes });
    } finally {
      await watch.end();
      writeFileSync(stop, '');
      await waitForEnd(database, clock);
    }
  } finally {
    await runtime.stop();
    await hosts.close();
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Flood {
  machines: readonly SshHost[];
  kind: string;
  megabytes: number;
}

async function measureBeside(
  watch: ReturnType<typeof watchClock>,
  database: BenchDatabase,
  { machines, kind, megabytes }: Flood,
): Promise<Measurement> {
  const nodes = machines.map((host, index) => ({ name: `host${index}`, properties: hostProperties(host) }));
  // Connections are open and programs translated, as in an executor that has done something before.
  await waitForEnd(database, await start(database, blueprintOf(nodes, 'echo', 'host_agent')));
  await watch.until(40);
  const quiet = watch.take();
  const memory = watchMemory();
  const began = performance.now();
  const script = (kinds[kind] as (bytes: number) => string)(megabytes * 1_000_000);
  const id = await start(database, blueprintOf(nodes, script, 'host_agent'));
  const end = await waitForEnd(database, id);
  const seconds = (performance.now() - began) / 1000;
  const grown = memory.end();
  const busy = watch.take();
  if (end.status !== 'terminated') throw new Error(`The execution ended as ${end.status}: ${end.error}`);
  return {
    bench: 'flood',
    args: { kind, hosts: machines.length, megabytes },
    wall_s: round(seconds),
    mb_per_s: Math.round((machines.length * megabytes) / seconds),
    ...grown,
    ...(await countKept(database, id)),
    ...delays('quiet', quiet),
    ...delays('delay', busy),
  };
}

function openHosts(folder: string): Hosts {
  return new Hosts({
    hostKeys: new MemoryHostKeys(),
    local: { environment: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: folder }, stateFolder: join(folder, 'state') },
    finished: () => Promise.resolve([]),
  });
}

function openRuntime({ db, pool }: BenchDatabase, hosts: Hosts) {
  return createRuntime({
    db,
    pool,
    operations: scriptOperations(hosts),
    secrets: () => ({ read: (name) => Promise.reject(new Error(`There is no secret ${name}.`)) }),
    createRedactor,
    readBlueprintFile: () => Promise.resolve(null),
    listBlueprintFiles: () => Promise.resolve([]),
    clock: { now: () => Date.now() },
    ids: benchIds,
    log: (level, message, detail) => {
      if (level !== 'info') console.error(level, message, detail ?? '');
    },
  });
}

/** A host for each node, whose only operation is the script. Flow style: JSON is YAML. */
function blueprintOf(nodes: { name: string; properties: object }[], script: string, executor: string): string {
  const create = {
    implementation: 'script.script_runner.tasks.run',
    inputs: { script_source: `#!/bin/sh\n${script}\n` },
    max_retries: 0,
  };
  const property = { default: null };
  return JSON.stringify({
    tosca_definitions_version: 'cloudify_dsl_1_4',
    plugins: { script: { executor, install: false } },
    node_types: {
      'cloudify.nodes.Root': { interfaces: { 'cloudify.interfaces.lifecycle': { create: {} } } },
      'cloudify.nodes.Compute': {
        derived_from: 'cloudify.nodes.Root',
        properties: { ip: property, host_key: property, agent_config: property },
      },
    },
    node_templates: Object.fromEntries(
      nodes.map(({ name, properties }) => [
        name,
        {
          type: 'cloudify.nodes.Compute',
          properties,
          interfaces: { 'cloudify.interfaces.lifecycle': { create } },
        },
      ]),
    ),
  });
}

async function start(database: BenchDatabase, blueprint: string): Promise<string> {
  const deploymentId = await storeDeployment(database, deploy(await compile(sourceOfText(blueprint))));
  const id = benchIds.uuid();
  const created = await database.db.transaction((tx) =>
    createExecution(tx, { id, tenantId, deploymentId, workflow: 'install', createdBy: 'bench' }),
  );
  if (!created.ok) throw new Error('The execution could not be created.');
  return id;
}

async function waitForEnd(database: BenchDatabase, id: string) {
  for (;;) {
    const row = await findExecution(database.db, { id });
    if (row && ['terminated', 'failed', 'cancelled', 'needs-decision'].includes(row.status)) return row;
    await delay(20);
  }
}

/** Reads an execution's log as it grows, each of whose lines is the time at which it was printed. */
function watchClock({ pool }: BenchDatabase, id: string) {
  let found: number[] = [];
  let isOver = false;
  const loop = async () => {
    for (let last = 0; !isOver; await delay(5)) {
      const { rows } = await pool.query<{ seq: string; text: string }>(
        "select seq, text from event where execution_id = $1 and seq > $2 and text ~ '\\d{13}$' order by seq",
        [id, last],
      );
      for (const { seq, text } of rows) {
        found.push(Date.now() - Number(text.slice(-13)));
        last = Number(seq);
      }
    }
  };
  const running = loop();
  return {
    until: async (count: number) => {
      while (found.length < count) await delay(5);
    },
    take: () => {
      const taken = found;
      found = [];
      return taken;
    },
    end: async () => {
      isOver = true;
      await running;
    },
  };
}

function watchMemory() {
  const before = process.memoryUsage().rss;
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 20);
  const mb = (bytes: number) => round(bytes / 1024 / 1024);
  return {
    end: () => {
      clearInterval(timer);
      const after = process.memoryUsage().rss;
      return { rss_before_mb: mb(before), rss_peak_mb: mb(most), rss_after_mb: mb(after), grown_mb: mb(most - before) };
    },
  };
}

async function countKept({ pool }: BenchDatabase, id: string) {
  const { rows } = await pool.query<{ kept: number; lines: number; gap: string | null }>(
    `select round(sum(length(text)) / 1e6)::int as kept, count(*)::int as lines,
       min(text) filter (where text ~ 'left out here') as gap
     from event where execution_id = $1`,
    [id],
  );
  const gap = rows[0]?.gap ?? '';
  return {
    kept_mb: rows[0]?.kept ?? 0,
    events: rows[0]?.lines ?? 0,
    left_out: /\[[^\]]*left out here\]/.exec(gap)?.[0] ?? null,
  };
}

function delays(name: string, all: number[]): Record<string, number> {
  const sorted = all.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { [`${name}_p50_ms`]: at(0.5), [`${name}_p95_ms`]: at(0.95), [`${name}_max_ms`]: at(1) };
}
