import type { Json, JsonObject } from '../../../../core/blueprint/json.ts';
import { isJsonObject, ownValue } from '../../../../core/blueprint/json-object.ts';
import { KubernetesFault } from '../../../../core/kubernetes/kubernetes-fault.ts';
import { type KubernetesObject, objectsOf } from '../../../../core/kubernetes/objects/kubernetes-object.ts';
import { readManifest } from '../../../../core/kubernetes/objects/read-manifest.ts';
import { neededText } from '../../../../core/kubernetes/objects/read-values.ts';
import type { OperationContext } from '../../../../core/ports/operation.ts';
import { CtxError } from '../../../hosts/ctx/ctx-error.ts';
import { CtxState } from '../../../hosts/ctx/ctx-state.ts';
import { isTemplate, renderTemplate } from '../../../hosts/ctx/render-template.ts';
import { templateVariables } from '../../../hosts/ctx/template-variables.ts';
import { EgressRefusal } from '../../../security/egress/fetch-guarded.ts';
import type { KubernetesParts } from '../parts.ts';

/** An object of a file. */
export interface FileObject {
  /** The path of the file in the blueprint, or its address. */
  path: string;
  /** Which of the file's objects, from 0; null: it is the only one. */
  place: number | null;
  object: KubernetesObject;
}

type Doors = Pick<KubernetesParts, 'fetchGuarded'>;

/**
 * The objects of the node's files, in the order of files and documents: the input or property `file`, or `files`
 * (`resource_path`, `template_variables`; runtime.md H.4). Templates are filled in as `ctx.download_resource_and_render`
 * does it. `target_path` has no meaning here: nothing is put anywhere.
 *
 * @throws KubernetesFault when there is no such file, or it cannot be read.
 */
export async function fileObjects(
  doors: Doors,
  context: OperationContext,
  files: readonly Json[],
): Promise<FileObject[]> {
  const found: FileObject[] = [];
  for (const [index, file] of files.entries()) {
    if (!isJsonObject(file))
      throw new KubernetesFault(`File ${index + 1} is not a map.`, 'Write it as "resource_path: PATH".');
    found.push(...(await objectsIn(doors, context, file)));
  }
  return found;
}

async function objectsIn(doors: Doors, context: OperationContext, file: JsonObject): Promise<FileObject[]> {
  const path = neededText(file, 'resource_path');
  const text = await filledText(
    { context, path, variables: ownValue(file, 'template_variables') },
    await load(doors, context, path),
  );
  const objects = readManifest(path, text).flatMap((document, index) =>
    objectsOf(document, `Document ${index + 1} of ${path}`),
  );
  if (objects.length === 0) throw new KubernetesFault(`${path} has no object in it.`, 'Write at least one.');
  return objects.map((object, place) => ({ path, place: objects.length === 1 ? null : place, object }));
}

async function load({ fetchGuarded }: Doors, context: OperationContext, path: string): Promise<Uint8Array> {
  if (/^https?:\/\//i.test(path)) return await download(fetchGuarded, path);
  const content = await context.resource(path);
  if (content !== null) return content;
  throw new KubernetesFault(`The blueprint has no file ${path}.`, `Put it there, or mend "resource_path".`);
}

async function download(fetchGuarded: KubernetesParts['fetchGuarded'], address: string): Promise<Uint8Array> {
  const answer = await fetchGuarded(address).catch((error: unknown) => {
    if (error instanceof EgressRefusal) throw new KubernetesFault(error.message, 'Or put the file into the blueprint.');
    throw error;
  });
  if (answer.status === 200) return answer.content;
  throw new KubernetesFault(
    `${address} answered ${answer.status}.`,
    'Mend the address, or put the file into the blueprint.',
  );
}

async function filledText(
  { context, path, variables }: { context: OperationContext; path: string; variables: Json | undefined },
  content: Uint8Array,
): Promise<string> {
  const text = decoded(path, content);
  if (!isTemplate(content)) return text;
  const given = variables ?? {};
  if (variables !== '' && !isJsonObject(given))
    throw new KubernetesFault(`"template_variables" of ${path} is not a map.`, 'Write it as "NAME: VALUE".');
  const ctx = await templateVariables(new CtxState(context), text);
  try {
    return await renderTemplate(path, text, { ...(isJsonObject(given) ? given : {}), ctx });
  } catch (error) {
    if (error instanceof CtxError)
      throw new KubernetesFault(`${error.message}.`, 'Mend the template or its variables.');
    throw error;
  }
}

function decoded(path: string, content: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    throw new KubernetesFault(`${path} is not a text in UTF-8.`, 'Save it as UTF-8.');
  }
}
