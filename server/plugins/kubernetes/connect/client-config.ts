import type { Json, JsonObject } from '../../../../core/blueprint/json.ts';
import { isJsonObject, ownValue } from '../../../../core/blueprint/json-object.ts';
import { KubernetesFault } from '../../../../core/kubernetes/kubernetes-fault.ts';
import { mapAt } from '../../../../core/kubernetes/objects/kubernetes-object.ts';
import type { ClusterAccess } from '../client/cluster-access.ts';
import { accessOf, readKubeconfig, readPem } from '../client/kubeconfig.ts';

/** Where the files come from that a configuration names. */
export interface ConfigSources {
  /** The node that has the configuration, for messages. */
  node: string;
  /** A file of the blueprint; null when there is none. */
  resource(path: string): Promise<Uint8Array | null>;
  /** A file of this machine that blueprints may name; null when there is none, or it may not be named. */
  ownFile(path: string): Promise<string | null>;
}

/** Reads one way of saying where a cluster is. */
type Variant = (value: Json, sources: ConfigSources) => Promise<ClusterAccess>;

/** In the order in which they are asked for (runtime.md H.4); the first that says something is used. */
const variants: readonly (readonly [name: string, read: Variant])[] = [
  ['blueprint_file_name', fromBlueprint],
  ['manager_file_path', fromThisMachine],
  ['file_content', fromContent],
  ['api_options', fromOptions],
];

/** Whether a `client_config` says where a cluster is. */
export function saysWhere(config: JsonObject): boolean {
  const configuration = mapAt(config, 'configuration');
  return variants.some(([name]) => isGiven(ownValue(configuration, name)));
}

/**
 * How the cluster is reached of a `client_config` (`configuration` and `authentication`), or of a master that has the two
 * as properties.
 *
 * @throws KubernetesFault that names the node and the property
 */
export async function accessOfConfig(config: JsonObject, sources: ConfigSources): Promise<ClusterAccess> {
  const configuration = mapAt(config, 'configuration');
  for (const [name, read] of variants) {
    const value = ownValue(configuration, name);
    if (value === undefined || !isGiven(value)) continue;
    const access = await read(value, sources);
    refuseClouds(mapAt(config, 'authentication'), access, sources.node);
    return access;
  }
  throw new KubernetesFault(
    `${sources.node} does not say which cluster it belongs to.`,
    `Give its client_config.configuration one of: ${variants.map(([name]) => name).join(', ')}.`,
  );
}

function isGiven(value: Json | undefined): boolean {
  if (isJsonObject(value)) return Object.values(value).some((part) => part !== '' && part !== null);
  return value !== undefined && value !== null && value !== '';
}

async function fromBlueprint(value: Json, { node, resource }: ConfigSources): Promise<ClusterAccess> {
  const path = String(value);
  const content = await resource(path);
  if (content === null)
    throw new KubernetesFault(
      `The blueprint has no file "${path}", which the configuration of ${node} names (blueprint_file_name).`,
      'Add the kubeconfig, or store it as a secret and write file_content: { get_secret: NAME }.',
    );
  return readKubeconfig(new TextDecoder().decode(content), { name: path, readFile: null });
}

async function fromThisMachine(value: Json, { node, ownFile }: ConfigSources): Promise<ClusterAccess> {
  const path = String(value);
  const content = await ownFile(path);
  if (content === null)
    throw new KubernetesFault(
      `The configuration of ${node} names "${path}" on this server (manager_file_path), which cannot be read.`,
      'Store the kubeconfig as a secret and write file_content: { get_secret: NAME }, or ask the administrator to put ' +
        'the file into the folder of keys (GANTRY_SSH_KEYS).',
    );
  const readFile = async (named: string): Promise<string> => {
    const found = await ownFile(named);
    if (found !== null) return found;
    throw new KubernetesFault(
      `"${named}", which ${path} names, cannot be read.`,
      'Put the file into the folder of keys (GANTRY_SSH_KEYS), or its content into the kubeconfig.',
    );
  };
  return readKubeconfig(content, { name: path, readFile });
}

async function fromContent(value: Json, { node }: ConfigSources): Promise<ClusterAccess> {
  const options = { name: `The file_content of ${node}`, readFile: null };
  return typeof value === 'string' ? readKubeconfig(value, options) : accessOf(value, options);
}

async function fromOptions(value: Json, sources: ConfigSources): Promise<ClusterAccess> {
  const options = isJsonObject(value) ? value : {};
  const text = (name: string) => {
    const given = ownValue(options, name);
    return given === undefined || given === null ? '' : String(given).trim();
  };
  const host = text('host');
  const server = host === '' ? null : URL.parse(host.includes('://') ? host : `https://${host}`);
  if (server === null || !/^https?:$/.test(server.protocol))
    throw new KubernetesFault(
      `api_options.host of ${sources.node} is ${host === '' ? 'not given' : `"${host}"`}.`,
      'Write it as https://10.0.0.1:6443.',
    );
  const pem = (name: string) => pemOf(text(name), `api_options.${name} of ${sources.node}`, sources);
  const [authorities, certificate, key] = await Promise.all([pem('ssl_ca_cert'), pem('cert_file'), pem('key_file')]);
  const token = text('api_key').replace(/^Bearer\s+/i, '');
  return {
    server,
    tls: {
      ...{ authorities, certificate, key, serverName: null },
      insecure: ['false', 'no', '0', 'off'].includes(text('verify_ssl').toLowerCase()),
    },
    authorization: token === '' ? null : `Bearer ${token}`,
    namespace: 'default',
    connect: null,
  };
}

/** A certificate or key that is given as text, or as a file of the blueprint or of the folder of keys. */
async function pemOf(given: string, where: string, { resource, ownFile }: ConfigSources): Promise<string | null> {
  if (given === '') return null;
  if (given.includes('-----BEGIN') || /^[A-Za-z0-9+/=\s]{200,}$/.test(given)) return readPem(given, where);
  const isOwn = given.startsWith('/') || given.startsWith('~');
  const content = isOwn ? null : await resource(given);
  const text = content === null ? await ownFile(given) : new TextDecoder().decode(content);
  if (text !== null) return readPem(text, given);
  throw new KubernetesFault(
    `"${given}", which ${where} names, is no file of the blueprint.`,
    'Add it to the blueprint, or give the PEM text itself.',
  );
}

/** Whose accounts a token is got for from their cloud's own service, over the Internet. */
const clouds: readonly (readonly [property: string, cloud: string])[] = [
  ['gcp_service_account', 'Google'],
  ['azure_service_account', 'Microsoft'],
  ['aws_config', 'Amazon'],
];

function refuseClouds(authentication: JsonObject, access: ClusterAccess, node: string): void {
  // What signs in already needs no other account.
  if (access.authorization !== null || access.tls.certificate !== null) return;
  const found = clouds.find(([property]) => isGiven(ownValue(authentication, property)));
  if (found === undefined) return;
  const [property, cloud] = found;
  throw new KubernetesFault(
    `${node} signs in with an account of ${cloud} (${property}), for which a service of ${cloud} would have to be asked ` +
      'over the Internet; this server does not.',
    'Make a service account in the cluster and give its token: api_options.api_key, or a kubeconfig with the token.',
  );
}
