import { setTimeout as delay } from 'node:timers/promises';
import type { ClusterClient } from '../client/cluster-client.ts';

/** Milliseconds that a namespace may take to come or go. */
const patience = 120_000;

const identity = (name: string) => ({ apiVersion: 'v1', kind: 'Namespace', namespace: null, name });

/** An empty namespace in which pods can be made; one that an earlier run left behind goes first. */
export async function makeNamespace(client: ClusterClient, name: string): Promise<void> {
  await removeNamespace(client, name);
  await client.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', namespace: name, name: 'default' };
  await until(`the account of ${name}`, async () => (await client.get(account)) !== null);
}

/** Removes a namespace with all that is in it, and waits until it is gone. */
export async function removeNamespace(client: ClusterClient, name: string): Promise<void> {
  await client.remove(identity(name));
  await until(`the end of ${name}`, async () => (await client.get(identity(name))) === null);
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + patience;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`Waited ${patience / 1000} s for ${what}.`);
    await delay(200);
  }
}
