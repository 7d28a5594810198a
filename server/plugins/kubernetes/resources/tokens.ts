import type { JsonObject } from '../../../../core/blueprint/json.ts';
import { identityOf, type KubernetesObject, mapAt } from '../../../../core/kubernetes/objects/kubernetes-object.ts';
import { NonRecoverableError } from '../../../../core/ports/operation.ts';
import { notYet, pollUntil } from '../objects/poll.ts';
import { createOne } from './create-objects.ts';
import { deleteObjects } from './delete-objects.ts';
import { withoutValues } from './secret-values.ts';
import { selfOf } from './settings.ts';
import { titleOf, type Work } from './work.ts';

/* The account of a shared cluster: a service account, its rights, and a Secret in which the server puts its token. */

/** Runtime properties as the old plugin has them. */
const tokenKeys = { address: 'k8s-ip', token: 'k8s-service-account-token', authority: 'k8s-cacert' } as const;
const responses = ['service_account_response', 'cluster_role_binding_response', 'secret_response'] as const;

/**
 * Makes the account and waits for its token. The Secret is made by name, as servers from 1.24 on make none by themselves.
 * The token itself is kept only where the input `keep_secret_values` says so; otherwise it stays in the cluster, and
 * nodes that are connected to the shared cluster use its own `client_config`.
 */
export async function createToken(work: Work): Promise<null> {
  for (const object of accountObjects(work)) await createOne(work, object, object.kind);
  await keepToken(work, await tokenSecret(work));
  return null;
}

/** Reads the account and its token again. */
export async function readToken(work: Work): Promise<null> {
  await keepToken(work, await tokenSecret(work));
  return null;
}

/** Tells that account and token are there. @throws NonRecoverableError when they are not. */
export async function tokenStatus(work: Work): Promise<JsonObject> {
  for (const object of accountObjects(work)) {
    const live = await work.client.get(identityOf(object));
    if (live === null) throw new NonRecoverableError(`${titleOf(identityOf(object))} is not there.`);
    if (live.kind === 'Secret' && !hasToken(live))
      throw new NonRecoverableError(`${titleOf(identityOf(object))} has no token.`);
  }
  return { token: 'there' };
}

/** Takes token and account away. */
export async function deleteToken(work: Work): Promise<null> {
  await deleteObjects(work);
  const { runtimeProperties } = selfOf(work.context).instance;
  const gone: string[] = [...Object.values(tokenKeys), ...responses];
  const kept = Object.entries(runtimeProperties).filter(([name]) => !gone.includes(name));
  await work.context.setRuntimeProperties('self', Object.fromEntries(kept));
  return null;
}

/** The cluster is signed in to anew by each operation, so all there is to see is that it answers. */
export async function refreshConfig({ client, context }: Work): Promise<null> {
  const { gitVersion } = await client.version();
  context.log('info', `${client.server} answers: Kubernetes ${String(gitVersion)}.`);
  return null;
}

function accountObjects({ client, settings, context }: Work): KubernetesObject[] {
  // Names of objects have no underscores.
  const name = selfOf(context).instance.id.toLowerCase().replaceAll('_', '-');
  const namespace = settings.namespace ?? client.namespace;
  const authorization = 'rbac.authorization.k8s.io';
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } },
    {
      ...{ apiVersion: `${authorization}/v1`, kind: 'ClusterRoleBinding', metadata: { name } },
      roleRef: { apiGroup: authorization, kind: 'ClusterRole', name: 'cluster-admin' },
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    },
    {
      ...{ apiVersion: 'v1', kind: 'Secret', type: 'kubernetes.io/service-account-token' },
      metadata: { name, namespace, annotations: { 'kubernetes.io/service-account.name': name } },
    },
  ];
}

async function tokenSecret(work: Work): Promise<KubernetesObject> {
  const [secret] = accountObjects(work)
    .filter(({ kind }) => kind === 'Secret')
    .map(identityOf);
  if (secret === undefined) throw new NonRecoverableError('There is no Secret for the token.');
  const found = await pollUntil(work, async () => {
    const live = await work.client.get(secret);
    return live !== null && hasToken(live) ? live : null;
  });
  if (found !== null) return found;
  throw notYet(work, `Waiting until the server has put a token into ${titleOf(secret)}.`);
}

function hasToken(secret: KubernetesObject): boolean {
  return typeof mapAt(secret, 'data')['token'] === 'string';
}

async function keepToken(work: Work, secret: KubernetesObject): Promise<void> {
  const { client, context, settings, ledger } = work;
  const answers: JsonObject = {};
  for (const [index, object] of accountObjects(work).entries()) {
    const live = object.kind === 'Secret' ? secret : await client.get(identityOf(object));
    const told = live === null || settings.keepsSecretValues ? live : withoutValues(live);
    answers[responses[index] ?? object.kind] = told;
    if (live !== null && ledger.find(identityOf(object)) !== undefined)
      await ledger.keep({ identity: identityOf(object), key: object.kind }, live);
  }
  const { runtimeProperties } = selfOf(context).instance;
  const data = mapAt(secret, 'data');
  const { endpoint } = mapAt(runtimeProperties, 'capabilities');
  await context.setRuntimeProperties('self', {
    ...runtimeProperties,
    ...answers,
    [tokenKeys.address]: typeof endpoint === 'string' ? endpoint : client.server,
    [tokenKeys.authority]: plain(data['ca.crt']),
    ...(settings.keepsSecretValues ? { [tokenKeys.token]: plain(data['token']) } : {}),
  });
}

function plain(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : '', 'base64').toString('utf8');
}
