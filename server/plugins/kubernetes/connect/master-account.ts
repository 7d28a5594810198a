import type { Json, JsonObject } from '../../../../core/blueprint/json.ts';
import { isJsonObject, ownValue } from '../../../../core/blueprint/json-object.ts';
import { type NodeAndInstance, NonRecoverableError, type OperationContext } from '../../../../core/ports/operation.ts';
import { checkAddress } from '../../../hosts/host-target.ts';
import type { Hosts } from '../../../hosts/hosts.ts';
import type { HostAccount } from '../../../hosts/pooled-host.ts';
import type { SshCredential } from '../../../security/ssh/endpoint.ts';
import type { ClusterPlace } from './cluster-place.ts';

export interface AccountParts {
  hosts: Hosts;
  context: OperationContext;
  subject: NodeAndInstance;
}

/**
 * How one signs in to a master by SSH: the account that the operation was given (`ssh_user`, of workflows), the
 * subject's own (`ssh_username` ...), the master's own, or that of the machine the master stands on. Null: nobody says.
 */
export async function masterAccount(place: ClusterPlace, parts: AccountParts): Promise<HostAccount | null> {
  const { context, subject } = parts;
  const { ssh_user: user, ssh_keyfilename: keyFile } = context.inputs;
  const maps: JsonObject[] = [
    { ssh_username: user ?? '', ssh_keyfilename: keyFile ?? '' },
    { ...subject.node.properties, ...accountIn(subject.instance.runtimeProperties) },
    place.master?.node.properties ?? {},
  ];
  const given = maps.find((map) => textAt(map, 'ssh_username') !== null);
  if (given !== undefined) {
    // The password of a master stays with its node.
    const rest = [given, ...maps].find((map) => textAt(map, 'ssh_keyfilename') ?? textAt(map, 'ssh_password'));
    return accountOf({ ...rest, ...withoutEmpty(given) }, place.address, parts);
  }
  return accountOfHost(place, parts);
}

function accountIn(properties: JsonObject): JsonObject {
  return withoutEmpty(Object.fromEntries(Object.entries(properties).filter(([name]) => name.startsWith('ssh_'))));
}

async function accountOf(given: JsonObject, address: string, parts: AccountParts): Promise<HostAccount> {
  const { hosts, context, subject } = parts;
  const { name } = subject.node;
  const credentials: SshCredential[] = [];
  const key = await textOf(context, given['ssh_keyfilename']);
  if (key !== null) credentials.push({ kind: 'key', privateKey: await hosts.readKey(context, key, name) });
  const password = await textOf(context, given['ssh_password']);
  if (password !== null) credentials.push({ kind: 'password', password });
  if (credentials.length === 0)
    throw new NonRecoverableError(
      `How one signs in to the master at ${address} is not said: give ${name}, or the master, ssh_keyfilename (best: { get_secret: NAME }) or ssh_password.`,
    );
  return {
    target: {
      ...{ tenant: context.tenant, address: checkAddress(address, name), port: portOf(given['ssh_port']) },
      ...{ user: textAt(given, 'ssh_username') ?? '', credentials, trustedKeys: hostKeysOf(given), via: null },
    },
    sudoPassword: password,
  };
}

/** The account of the machine on which the master stands, when that is where the cluster is. */
async function accountOfHost(place: ClusterPlace, { hosts, context }: AccountParts): Promise<HostAccount | null> {
  const hostId = place.master?.instance.hostId ?? null;
  const host = hostId === null ? null : await context.instance(hostId);
  if (host === null) return null;
  const says = ['agent_config', 'cloudify_agent'].some((name) => isJsonObject(host.node.properties[name]));
  const isPooled = host.instance.runtimeProperties['host_taken_at'] !== undefined;
  return says || isPooled ? hosts.accountOn(context, host) : null;
}

/** `host_key`, as of every host: a key or several. */
function hostKeysOf(given: JsonObject): string[] {
  const value = given['host_key'];
  return (Array.isArray(value) ? value : [value]).filter((key) => typeof key === 'string' && key !== '').map(String);
}

function portOf(value: Json | undefined): number {
  const port = Number(value ?? 22);
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : 22;
}

async function textOf(context: OperationContext, value: Json | undefined): Promise<string | null> {
  const secret = isJsonObject(value) ? value['get_secret'] : undefined;
  if (typeof secret === 'string') return context.secret(secret);
  return typeof value === 'string' && value !== '' ? value : null;
}

function textAt(map: JsonObject, name: string): string | null {
  const value = ownValue(map, name);
  return typeof value === 'string' && value !== '' ? value : null;
}

function withoutEmpty(map: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(map).filter(([, value]) => value !== '' && value !== null));
}
