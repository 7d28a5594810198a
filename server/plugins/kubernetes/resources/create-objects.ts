import { differencesOf } from '../../../../core/kubernetes/drift/differences.ts';
import {
  identityOf,
  type KubernetesObject,
  type ObjectIdentity,
} from '../../../../core/kubernetes/objects/kubernetes-object.ts';
import { NonRecoverableError } from '../../../../core/ports/operation.ts';
import { notYet, pollUntil } from '../objects/poll.ts';
import { noteDefinition } from './definition-note.ts';
import { wantedObjects } from './wanted-objects.ts';
import { applyObject, titleOf, type Work } from './work.ts';

/**
 * Makes the node's objects, in their order. One that was there before is used as it is where the node says so
 * (`use_external_resource`, `use_if_exists`), or else is a mistake (runtime.md H.4: 409). May be begun again at any
 * point: what this instance has begun to make is its own.
 */
export async function createObjects(work: Work): Promise<null> {
  const wanted = await wantedObjects(work, work.context);
  for (const each of wanted) {
    const object = await work.placement.of(each, wanted, work.context);
    await createOne(work, object, each.key);
  }
  await noteDefinition(work);
  return null;
}

/** Makes one object, or takes the one that is there. */
export async function createOne(work: Work, object: KubernetesObject, key: string | null): Promise<void> {
  const { context, ledger } = work;
  const identity = identityOf(object);
  const there = await settled(work, identity);
  const entry = ledger.find(identity);
  const isOwn = entry !== undefined && !entry.isExternal;
  if (there !== null && !isOwn) return await takeAsItIs(work, { object, there, key });
  if (there === null && !isOwn) refuseMissing(work, identity);
  if (!isOwn) await ledger.enter(identity, { key, isExternal: false });
  const answer = await applyObject(work, object);
  await ledger.keep({ identity, key }, answer, object);
  context.log('info', `${there === null ? 'Made' : 'Applied'} ${titleOf(identity)}.`);
}

/** One that is just going is waited for. */
async function settled({ client, context }: Work, identity: ObjectIdentity): Promise<KubernetesObject | null> {
  const found = await pollUntil({ context, client }, async () => {
    const object = await client.get(identity);
    return object?.metadata['deletionTimestamp'] === undefined ? { object } : null;
  });
  if (found !== null) return found.object;
  throw notYet({ client }, `Waiting until the ${titleOf(identity)} from before is gone: it is being deleted.`);
}

async function takeAsItIs(
  { context, settings, ledger }: Work,
  { object, there, key }: { object: KubernetesObject; there: KubernetesObject; key: string | null },
): Promise<void> {
  const identity = identityOf(object);
  const title = titleOf(identity);
  if (!settings.isExternal && !settings.useIfExists) {
    throw new NonRecoverableError(
      `${title} exists already, and this instance did not make it. Choose another name, delete it, or set use_external_resource to use it as it is.`,
    );
  }
  const differences = differencesOf(object, there).map(({ path }) => path);
  const other = differences.length === 0 ? '' : ` It differs from the definition in ${differences.join(', ')}.`;
  context.log(other === '' ? 'info' : 'warning', `${title} is there already: it is used as it is, and stays.${other}`);
  if (ledger.find(identity) === undefined) await ledger.enter(identity, { key, isExternal: true });
  await ledger.keep({ identity, key }, there);
}

function refuseMissing({ settings }: Work, identity: ObjectIdentity): void {
  if (!settings.isExternal || settings.createIfMissing) return;
  throw new NonRecoverableError(
    `${titleOf(identity)} is not there, though use_external_resource says so. Make it, or set create_if_missing to have it made.`,
  );
}
