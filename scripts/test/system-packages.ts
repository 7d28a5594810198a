import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

/** Debian packages that the tests use, each with a way to see that it is there. */
const needed: readonly { name: string; isThere: () => boolean }[] = [
  { name: 'chromium', isThere: () => hasCommand('chromium') || isExecutable(chromium.executablePath()) },
  { name: 'openssh-server', isThere: () => hasCommand('sshd') },
  { name: 'openssh-client', isThere: () => hasCommand('ssh-keygen') },
  { name: 'openssl', isThere: () => hasCommand('openssl') },
  { name: 'dash', isThere: () => hasCommand('dash') },
  { name: 'sudo', isThere: () => hasCommand('sudo') },
  { name: 'busybox', isThere: () => hasCommand('busybox') },
  { name: 'fish', isThere: () => hasCommand('fish') },
  { name: 'python3', isThere: () => hasCommand('python3') },
  { name: 'git', isThere: () => hasCommand('git') },
  { name: 'iproute2', isThere: () => hasCommand('ip') },
  { name: 'util-linux', isThere: () => hasCommand('setsid') && hasCommand('runuser') },
];

/**
 * Installs what is missing when this account may.
 * @returns null when all is there, else what to do, for a person
 */
export function provideSystemPackages(): string | null {
  const missing = findMissing();
  if (missing.length === 0) return null;
  const elevation = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  if (!hasCommand('apt-get') || !mayInstall(elevation)) return advise(missing);
  console.log(`Installing packages that the tests need: ${missing.join(', ')}`);
  runOrShow([...elevation, 'apt-get', 'update', '-qq']);
  runOrShow([...elevation, 'apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...missing]);
  const stillMissing = findMissing();
  return stillMissing.length === 0 ? null : advise(stillMissing);
}

function findMissing(): string[] {
  return needed.filter((entry) => !entry.isThere()).map((entry) => entry.name);
}

function mayInstall(elevation: string[]): boolean {
  const [command, ...args] = [...elevation, 'true'];
  return command !== undefined && spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

function advise(missing: string[]): string {
  return `Missing on this machine: ${missing.join(', ')}. On Debian or Ubuntu: sudo apt-get install -y ${missing.join(' ')}`;
}

function runOrShow([command = '', ...args]: string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const result = spawnSync(command, args, { env, encoding: 'utf8' });
  if (result.status !== 0) console.log(`${command} ${args.join(' ')}\n${result.stdout ?? ''}${result.stderr ?? ''}`);
}

/** The folders of system programs count too: an ordinary account often has them not in its PATH. */
function hasCommand(name: string): boolean {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin'];
  return folders.some((folder) => folder !== '' && isExecutable(join(folder, name)));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
