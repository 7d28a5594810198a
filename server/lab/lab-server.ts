import { type ChildProcess, spawn } from 'node:child_process';
import { timingSafeEqual } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import ssh2, { type AuthContext, type Connection, type ServerChannel } from 'ssh2';
import type { LabHost } from './lab.ts';
import type { LabKey } from './lab-keys.ts';

export interface LabServerOptions {
  host: Pick<LabHost, 'name' | 'address' | 'port' | 'user' | 'home'>;
  hostKey: LabKey;
  /** Who may sign in. */
  clientKey: LabKey;
  path: string;
}

export interface LabServer {
  host: LabHost;
  close(): Promise<void>;
}

/** One lab host. Resolves when it listens. */
export async function startLabServer(options: LabServerOptions): Promise<LabServer> {
  const sockets = new Set<Socket>();
  const ssh = new ssh2.Server({ hostKeys: [options.hostKey.private] }, (client) => serve(options, client));
  // Sockets of our own, so that closing can end all of them, whatever state their connection is in.
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // Questions and answers are small; waiting to fill a packet would cost 40 ms each.
    socket.setNoDelay(true);
    ssh.injectSocket(socket);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.host.port, options.host.address, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  const { fingerprint, keyType, publicKey } = options.hostKey;
  return { host: { ...options.host, fingerprint, keyType, publicKey }, close };
}

function serve(options: LabServerOptions, client: Connection): void {
  const running = new Set<ChildProcess>();
  // A client that goes away in the middle of something is nobody's trouble.
  client.on('error', () => undefined);
  client.on('close', () => running.forEach(hangUp));
  client.on('authentication', (context) => authenticate(options, context));
  client.on('session', (accept) => {
    accept().on('exec', (acceptExec, _reject, { command }) => {
      const child = runCommand(options, command, acceptExec());
      running.add(child);
      child.once('exit', () => running.delete(child));
    });
  });
}

/** What sshd does when its connection is gone: the command sees the end of its input and nobody reads its output. */
function hangUp(child: ChildProcess): void {
  child.stdin?.destroy();
  child.stdout?.destroy();
  child.stderr?.destroy();
}

function authenticate(options: LabServerOptions, context: AuthContext): void {
  if (isWelcome(options, context)) context.accept();
  else context.reject(['publickey']);
}

function isWelcome({ host, clientKey }: LabServerOptions, context: AuthContext): boolean {
  if (context.method !== 'publickey' || context.username !== host.user) return false;
  const expected = Buffer.from(clientKey.publicKey, 'base64');
  const offered = context.key.data;
  if (offered.length !== expected.length || !timingSafeEqual(offered, expected)) return false;
  // Without a signature the client only asks whether it should sign.
  if (!context.signature || !context.blob) return true;
  const key = ssh2.utils.parseKey(clientKey.private);
  return !(key instanceof Error) && key.verify(context.blob, context.signature, context.hashAlgo) === true;
}

/** Runs the command as sshd would: in a session of its own, so that it does not end with this process. */
function runCommand({ host, path }: LabServerOptions, command: string, channel: ServerChannel): ChildProcess {
  const env = { HOME: host.home, PATH: path, USER: host.user, LOGNAME: host.user, SHELL: '/bin/sh', LANG: 'C.UTF-8' };
  const child = spawn('/bin/sh', ['-c', command], {
    cwd: host.home,
    detached: true,
    // Next's types demand NODE_ENV in every environment; these commands are none of Next's.
    env: env as unknown as NodeJS.ProcessEnv,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  connectStreams(child, channel);
  child.once('error', () => {
    channel.exit(127);
    channel.end();
  });
  child.once('close', (code, signal) => {
    if (signal) channel.exit(signal.replace(/^SIG/, ''));
    else channel.exit(code ?? 255);
    channel.end();
  });
  return child;
}

function connectStreams(child: ChildProcess, channel: ServerChannel): void {
  for (const stream of [child.stdin, child.stdout, child.stderr, channel, channel.stderr]) {
    // Either side may leave first.
    stream?.on('error', () => undefined);
  }
  if (child.stdin) channel.pipe(child.stdin);
  child.stdout?.pipe(channel, { end: false });
  child.stderr?.pipe(channel.stderr, { end: false });
  channel.once('close', () => hangUp(child));
}
