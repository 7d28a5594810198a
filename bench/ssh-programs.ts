import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { SshHost } from '../e2e/hosts/host.ts';
import { time } from './measurement.ts';
import { memoryOfTree } from './processes.ts';
import type { Run } from './ssh.ts';

/** Runs a program that runs one command on every host, with new connections or over shared ones. */
export type ProgramRun = (connections: 'cold' | 'warm') => Promise<Run>;

/** The programs to compare with, set up for some hosts. */
export interface Programs {
  /** Debian's `ansible -f 20 -m command` with its defaults. */
  ansible: ProgramRun;
  /** 20 `ssh` at a time. */
  ssh: ProgramRun;
  /** Ends the connections that are still shared. */
  close(): Promise<void>;
}

const atATime = 20;
/** How often memory is looked at; each look takes some time of a processor. */
const sampleMs = 500;
const clockTicks = 100;

/** Writes what the programs need to reach the hosts: the key, the hosts' keys, a list of them. */
export async function openPrograms(hosts: readonly SshHost[]): Promise<Programs> {
  const folder = await mkdtemp(join(tmpdir(), 'gantry-ssh-'));
  const [first] = hosts;
  if (!first) throw new Error('no hosts');
  await writeFile(join(folder, 'key'), first.privateKey, { mode: 0o600 });
  await writeFile(join(folder, 'known_hosts'), hosts.map(knownHostLine).join(''));
  await writeFile(join(folder, 'inventory'), hosts.map(inventoryLine).join(''));
  await writeFile(join(folder, 'ansible.cfg'), '[defaults]\n');
  const lines = hosts.map(({ address, port }) => `-p ${port} ${address}\n`).join('');
  const ansible: ProgramRun = (connections) =>
    run({
      command: ['ansible', '-i', join(folder, 'inventory'), '-f', `${atATime}`, 'all', '-m', 'command', '-a', 'id -un'],
      environment: {
        ANSIBLE_CONFIG: join(folder, 'ansible.cfg'),
        ANSIBLE_PRIVATE_KEY_FILE: join(folder, 'key'),
        ANSIBLE_REMOTE_USER: first.user,
        ANSIBLE_SSH_ARGS: sshOptions(folder, connections).join(' '),
      },
      expect: { line: new RegExp(`^${first.user}$`, 'gm'), times: hosts.length },
    });
  const ssh: ProgramRun = (connections) =>
    run({
      command: ['xargs', '-P', `${atATime}`, '-L', '1', 'sh', '-c', 'exec "$@" id -un', 'sh', 'ssh']
        .concat(['-i', join(folder, 'key'), '-l', first.user])
        .concat(sshOptions(folder, connections)),
      input: lines,
      expect: { line: new RegExp(`^${first.user}$`, 'gm'), times: hosts.length },
    });
  const close = async () => {
    const end = ['-O', 'exit', ...sshOptions(folder, 'warm')].map((word) => `'${word}'`).join(' ');
    await run({
      command: ['xargs', '-P', `${atATime}`, '-L', '1', 'sh', '-c', `ssh ${end} "$@" 2>/dev/null || true`, 'sh'],
      input: hosts.map(({ address, port, user }) => `-p ${port} -l ${user} ${address}\n`).join(''),
    });
    await rm(folder, { recursive: true, force: true });
  };
  return { ansible, ssh, close };
}

function sshOptions(folder: string, connections: 'cold' | 'warm'): string[] {
  const shared = ['ControlMaster=auto', 'ControlPersist=60s', `ControlPath=${folder}/%C`];
  const options = [
    `UserKnownHostsFile=${folder}/known_hosts`,
    'GlobalKnownHostsFile=/dev/null',
    'StrictHostKeyChecking=yes',
    'BatchMode=yes',
    'LogLevel=ERROR',
    ...(connections === 'warm' ? shared : ['ControlMaster=no', 'ControlPath=none']),
  ];
  return ['-F', 'none', ...options.flatMap((option) => ['-o', option])];
}

function knownHostLine({ address, port, keyType, publicKey }: SshHost): string {
  return `${port === 22 ? address : `[${address}]:${port}`} ${keyType} ${publicKey}\n`;
}

function inventoryLine({ name, address, port }: SshHost): string {
  return `${name} ansible_host=${address} ansible_port=${port}\n`;
}

interface Program {
  command: string[];
  environment?: Record<string, string>;
  input?: string;
  expect?: { line: RegExp; times: number };
}

/** Runs a program to its end; throws when it fails or does not print the expected line as often as expected. */
async function run({ command, environment, input, expect }: Program): Promise<Run> {
  const [program = '', ...args] = command;
  const before = childrenSeconds();
  let memoryMib = 0;
  const { ms, value: printed } = await time(async () => {
    // A group of its own, so that all of it ends with this process.
    const child = spawn(program, args, { env: { ...process.env, ...environment }, detached: true });
    const end = () => process.kill(-(child.pid ?? 0));
    process.once('exit', end);
    const sampler = setInterval(() => {
      memoryMib = Math.max(memoryMib, memoryOfTree(child.pid ?? 0));
    }, sampleMs);
    try {
      const exited = once(child, 'exit');
      child.stdin.end(input ?? '');
      const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), exited]);
      if (code !== 0) throw new Error(`${program} ended with exit code ${code}: ${stderr}${stdout}`.slice(0, 2000));
      return stdout;
    } finally {
      clearInterval(sampler);
      process.removeListener('exit', end);
    }
  });
  const times = expect ? (printed.match(expect.line)?.length ?? 0) : 0;
  if (expect && times !== expect.times)
    throw new Error(`${program} ran the command on ${times} hosts: ${printed}`.slice(0, 2000));
  return { seconds: ms / 1000, cpuSeconds: childrenSeconds() - before, memoryMib };
}

/** Processor time of the children that have ended, and of theirs. */
function childrenSeconds(): number {
  // After the command's name: state is field 3, cutime and cstime are 16 and 17 (proc(5)).
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[13]) + Number(fields[14])) / clockTicks;
}
