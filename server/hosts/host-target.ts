import { readFile, realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { resolve, sep } from 'node:path';
import type { Json, JsonObject } from '../../core/blueprint/json.ts';
import { type NodeAndInstance, NonRecoverableError, type OperationContext } from '../../core/ports/operation.ts';
import type { SshCredential, SshTarget } from '../security/ssh/endpoint.ts';
import { hostAddress } from './host-address.ts';

/** The SSH account that operations on a host use: address as in runtime.md C.1, the rest from `agent_config` (or the older `cloudify_agent`). */
export async function hostTarget(
  context: OperationContext,
  host: NodeAndInstance,
  keysFolder: string | null,
): Promise<SshTarget> {
  const { properties } = host.node;
  const config = { ...mapOf(properties['cloudify_agent']), ...withoutEmpty(mapOf(properties['agent_config'])) };
  const user = textOf(config['user']);
  if (user === null) {
    throw new NonRecoverableError(
      `ssh user definition missing: give the node template ${host.node.name} agent_config.user, the account to sign in with.`,
    );
  }
  return {
    tenant: context.tenant,
    address: checkAddress(hostAddress(host), host.node.name),
    port: checkPort(config['port'] ?? 22, host.node.name),
    user,
    credentials: [await findCredential(context, { config, nodeName: host.node.name, keysFolder })],
    via: null,
    trustedKeys: [properties['host_key'], config['host_key'], mapOf(config['extra'])['host_key']].flatMap(textsOf),
  };
}

async function findCredential(
  context: OperationContext,
  { config, nodeName, keysFolder }: { config: JsonObject; nodeName: string; keysFolder: string | null },
): Promise<SshCredential> {
  const key = await resolveSecret(context, config['key']);
  if (key !== null) return { kind: 'key', privateKey: await readKey(context, { key, nodeName, keysFolder }) };
  const password = await resolveSecret(context, config['password']);
  if (password !== null) return { kind: 'password', password };
  throw new NonRecoverableError(
    `key or password missing: give the node template ${nodeName} agent_config.key (best: { get_secret: NAME }) or agent_config.password.`,
  );
}

async function resolveSecret(context: OperationContext, given: Json | undefined): Promise<string | null> {
  const name = mapOf(given)['get_secret'];
  return typeof name === 'string' ? context.secret(name) : textOf(given);
}

/**
 * The text of a private key, given as text or as a path: in the blueprint, or in the folder that the administrator set
 * aside for keys. `nodeName`: whose key it is, for messages. Throws `NonRecoverableError` when there is none.
 */
export async function readKey(
  context: OperationContext,
  { key, nodeName, keysFolder }: { key: string; nodeName: string; keysFolder: string | null },
): Promise<string> {
  if (key.includes('\n') || key.includes('PRIVATE KEY')) return key;
  const own = key.startsWith('/') || key.startsWith('~') ? null : await context.resource(key);
  if (own) return new TextDecoder().decode(own);
  const found = keysFolder === null ? null : await readInside(keysFolder, key);
  if (found !== null) return found;
  throw new NonRecoverableError(
    `The SSH key of ${nodeName} cannot be read from "${key.slice(0, 200)}". A blueprint may not name any file of this server: ` +
      'store the key as a secret and write key: { get_secret: NAME }' +
      (keysFolder === null ? '.' : `, or ask the administrator to put the file into ${keysFolder}.`),
  );
}

/** A blueprint must not read files of this server, so links and `..` out of the folder lead nowhere. */
async function readInside(folder: string, path: string): Promise<string | null> {
  try {
    const root = await realpath(folder);
    const file = await realpath(resolve(root, path.replace(/^~(?=\/)/, homedir())));
    return file.startsWith(root + sep) ? await readFile(file, 'utf8') : null;
  } catch {
    return null;
  }
}

/** The address without brackets. Throws `NonRecoverableError` when it is neither a name nor an IP address. */
export function checkAddress(address: string, nodeName: string): string {
  // What begins with a dash is an option to other programs; blanks and slashes are never part of a name (reliability.md P15).
  if (/^[A-Za-z0-9_[][A-Za-z0-9_.:%[\]-]*$/.test(address)) return address.replace(/^\[(.*)\]$/, '$1');
  throw new NonRecoverableError(
    `The address of ${nodeName} is neither a host name nor an IP address: "${address.slice(0, 100)}".`,
  );
}

function checkPort(given: Json, nodeName: string): number {
  const port = typeof given === 'string' ? Number(given) : given;
  if (typeof port === 'number' && Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new NonRecoverableError(`agent_config.port of ${nodeName} is not a port number: ${JSON.stringify(given)}.`);
}

function mapOf(value: Json | undefined): JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};
}

function withoutEmpty(map: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(map).filter(([, value]) => value !== null && value !== ''));
}

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function textsOf(value: Json | undefined): string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.flatMap((item) => textOf(item) ?? []);
}
