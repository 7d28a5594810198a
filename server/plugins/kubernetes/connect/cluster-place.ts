import type { Json, JsonObject } from '../../../../core/blueprint/json.ts';
import { isJsonObject, ownValue } from '../../../../core/blueprint/json-object.ts';
import { mapAt } from '../../../../core/kubernetes/objects/kubernetes-object.ts';
import type { NodeAndInstance, OperationContext } from '../../../../core/ports/operation.ts';
import { relatedBy } from './related-by.ts';

/** Where a cluster is that was installed on hosts, as far as nodes tell it. */
export interface ClusterPlace {
  address: string;
  /** What the blueprint calls the port of the API; often 8080, which nothing listens on any more. */
  port: number | null;
  /** The address that an output named (`kubernetes_info.url`); null: there is none. */
  url: URL | null;
  /** The node of the master, or of the proxy that stands for one; null: another node only knows its address. */
  master: NodeAndInstance | null;
}

const masterTypes = ['cloudify.kubernetes.Master', 'cloudify.kubernetes.master'];
export const connectedToMaster = ['cloudify.kubernetes.relationships.connected_to_master'];

/** Whether a node is a master of the hosts generation, in either spelling, or derived from one. */
export function isMaster({ node }: NodeAndInstance): boolean {
  return [node.type, ...node.type_hierarchy].some((type) => masterTypes.includes(type));
}

/**
 * The cluster that a node is, stands for, or is connected to; null when it tells of none. What `connect_master` has put
 * into the node goes before what the master says now.
 */
export async function placeOf(context: OperationContext, subject: NodeAndInstance): Promise<ClusterPlace | null> {
  const own = await placeOfMaster(context, subject);
  if (own !== null) return own;
  const master = await masterOf(context, subject);
  const { master_ip: address, master_port: port } = subject.instance.runtimeProperties;
  const place = master === null ? null : await placeOfMaster(context, master);
  if (!isText(address)) return place;
  return { address, port: portOf(port), url: place?.url ?? null, master };
}

/** The place of a master, or of a proxy for one; null for other nodes, and while its address is not known. */
export async function placeOfMaster(context: OperationContext, master: NodeAndInstance): Promise<ClusterPlace | null> {
  const url = urlOf(master.instance.runtimeProperties);
  if (url !== null) return { address: hostOf(url), port: effectivePort(url), url, master };
  if (!isMaster(master)) return null;
  const address = await addressOf(context, master);
  return address === null ? null : { address, port: portOf(master.node.properties['master_port']), url: null, master };
}

async function masterOf(context: OperationContext, subject: NodeAndInstance): Promise<NodeAndInstance | null> {
  const [first] = relatedBy(subject, connectedToMaster);
  return first === undefined ? null : context.instance(first.target_id);
}

/**
 * Where a machine is reached: what its plugin has told (`ip`, in the older manager `host_ip`), the property of a machine
 * that exists, or the machine it stands on (systems.md S1, connect_master: local mode and manager differ).
 */
export async function addressOf(
  context: OperationContext,
  { node, instance }: NodeAndInstance,
): Promise<string | null> {
  const { ip, host_ip: hostIp } = instance.runtimeProperties;
  const own = [ip, hostIp, node.properties['ip']].find((value) => isText(value));
  if (isText(own)) return own;
  const { hostId } = instance;
  if (hostId === null || hostId === instance.id) return null;
  const host = await context.instance(hostId);
  const found = [host?.instance.runtimeProperties['ip'], host?.node.properties['ip']].find((value) => isText(value));
  return isText(found) ? found : null;
}

/** `kubernetes_info.url`, where each generation of proxies keeps the outputs of what it stands for. */
function urlOf(properties: JsonObject): URL | null {
  const places = [properties, mapAt(properties, 'outputs'), mapAt(mapAt(properties, 'deployment'), 'outputs')];
  for (const place of places) {
    const text = textIn(ownValue(place, 'kubernetes_info'));
    const url = text === null ? null : URL.parse(text.includes('://') ? text : `https://${text}`);
    if (url !== null && url.hostname !== '') return url;
  }
  return null;
}

/** Outputs of dsl_1_0 are kept with their `value` in between. */
function textIn(info: Json | undefined): string | null {
  if (!isJsonObject(info)) return null;
  const { url } = info;
  return isText(url) ? url : textIn(ownValue(info, 'value'));
}

function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1');
}

function effectivePort(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'http:' ? 80 : 443;
}

function portOf(value: Json | undefined): number | null {
  const port = typeof value === 'string' ? Number(value) : value;
  return typeof port === 'number' && Number.isInteger(port) && port > 0 && port < 65_536 ? port : null;
}

function isText(value: Json | undefined): value is string {
  return typeof value === 'string' && value !== '';
}
