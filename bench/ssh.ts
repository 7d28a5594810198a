import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startSshHosts } from '../e2e/hosts/ssh-hosts.ts';
import type { Bench, Measurement } from './measurement.ts';
import { peakMemory, round } from './measurement.ts';
import { coldRunOf, keepOpen, type OpenClient, runOnPool, runOperation } from './ssh-clients.ts';
import { openPrograms, type ProgramRun } from './ssh-programs.ts';

/** One client's figures: medians over the rounds. */
interface Figures {
  cold_s: number;
  cold_cpu_s: number;
  warm_s: number;
  warm_cpu_s: number;
  memory_mib: number;
}

/** One run of a command on every host. */
export interface Run {
  seconds: number;
  cpuSeconds: number;
  memoryMib: number;
}

/**
 * One command on every host of `--hosts N`, each with an SSH server of its own, `--rounds N` times: by this product's
 * client alone (`client`), by it as a script operation runs (`operation`), by `ansible -f 20 -m command` and by 20 `ssh`
 * at a time. Cold: with new connections. Warm: over connections that are open. The ratios are of wall time:
 * `cold_ratio` and `warm_ratio` say how many times faster than ansible the client is, `ssh_ratio` how many times slower
 * than ssh. Processor time and memory are of the client's side alone.
 */
export const ssh: Bench = async (args) => {
  const { values } = parseArgs({
    args,
    options: { hosts: { type: 'string', default: '20' }, rounds: { type: 'string' } },
  });
  const count = Number(values.hosts);
  const rounds = Number(values.rounds ?? (count > 50 ? 1 : 3));
  if (!(count > 0 && count < 245 && rounds > 0)) throw new Error('--hosts is a number up to 244, --rounds a number.');
  const machines = await startSshHosts(count);
  try {
    const programs = await openPrograms(machines.hosts);
    try {
      const client = await measureOurs(rounds, runOnPool(machines.hosts));
      const operation = await measureOurs(rounds, runOperation(machines.hosts));
      const parallel = await measureProgram(rounds, programs.ssh);
      const ansible = existsSync('/usr/bin/ansible') ? await measureProgram(rounds, programs.ansible) : null;
      const given = { hosts: count, rounds, isolated: machines.isolated };
      const line = (name: string, figures: Figures): Measurement => ({
        bench: 'ssh',
        args: { ...given, client: name },
        ...figures,
      });
      return [
        line('client', client),
        line('operation', operation),
        line('ssh', parallel),
        ...(ansible ? [line('ansible', ansible)] : []),
        { bench: 'ssh', args: given, ...ratios({ client, operation, parallel, ansible }) },
      ];
    } finally {
      await programs.close();
    }
  } finally {
    await machines.close();
  }
};

async function measureOurs(rounds: number, open: () => OpenClient): Promise<Figures> {
  const cold: Run[] = [];
  for (let index = 0; index < rounds; index += 1) cold.push(await coldRunOf(open));
  const warm = await keepOpen(open, rounds);
  return { ...figuresOf(cold, warm), memory_mib: peakMemory() };
}

async function measureProgram(rounds: number, run: ProgramRun): Promise<Figures> {
  const cold: Run[] = [];
  const warm: Run[] = [];
  for (let index = 0; index < rounds; index += 1) cold.push(await run('cold'));
  // The first opens the connections.
  await run('warm');
  for (let index = 0; index < rounds; index += 1) warm.push(await run('warm'));
  return figuresOf(cold, warm);
}

function figuresOf(cold: readonly Run[], warm: readonly Run[]): Figures {
  return {
    cold_s: median(cold.map(({ seconds }) => seconds)),
    cold_cpu_s: median(cold.map(({ cpuSeconds }) => cpuSeconds)),
    warm_s: median(warm.map(({ seconds }) => seconds)),
    warm_cpu_s: median(warm.map(({ cpuSeconds }) => cpuSeconds)),
    memory_mib: round(Math.max(...[...cold, ...warm].map(({ memoryMib }) => memoryMib))),
  };
}

function ratios(of: {
  client: Figures;
  operation: Figures;
  parallel: Figures;
  ansible: Figures | null;
}): Record<string, number | null> {
  const { client, operation, parallel, ansible } = of;
  const quotient = (a: number | undefined, b: number) => (a === undefined ? null : hundredths(a / b));
  return {
    cold_ratio: quotient(ansible?.cold_s, client.cold_s),
    warm_ratio: quotient(ansible?.warm_s, client.warm_s),
    ssh_ratio: quotient(client.cold_s, parallel.cold_s),
    operation_cold_ratio: quotient(ansible?.cold_s, operation.cold_s),
    operation_warm_ratio: quotient(ansible?.warm_s, operation.warm_s),
    operation_ssh_ratio: quotient(operation.cold_s, parallel.cold_s),
  };
}

function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return Math.round((sorted[Math.floor(sorted.length / 2)] ?? 0) * 1000) / 1000;
}

function hundredths(figure: number): number {
  return Math.round(figure * 100) / 100;
}
