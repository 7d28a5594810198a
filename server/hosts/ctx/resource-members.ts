import { posix } from 'node:path';
import type { Json } from '../../../core/blueprint/json.ts';
import type { OperationContext } from '../../../core/ports/operation.ts';
import { methodOf } from './call.ts';
import { CtxError } from './ctx-error.ts';
import type { CtxState, StoreFile } from './ctx-state.ts';
import { typeName } from './dict-path.ts';
import { printValue } from './python-text.ts';
import { isTemplate, renderTemplate } from './render-template.ts';
import { templateVariables } from './template-variables.ts';
import type { CtxFunction, CtxObject } from './thing.ts';

type Parameters = (string | [string, Json])[];

/** The commands that bring files of the blueprint to the script (runtime.md C.1). */
export function resourceMembers(state: CtxState, store: StoreFile): CtxObject['members'] {
  const { context } = state;
  const method = (name: string, parameters: Parameters, call: CtxFunction['call']) => (): CtxFunction => ({
    kind: 'function',
    signature: methodOf(`CloudifyContext.${name}`, 'resource_path', ...parameters),
    call,
  });
  const rendered = (path: Json | undefined, variables: Json | undefined): Promise<Uint8Array> =>
    render(state, pathOf(path), variables ?? null);
  return {
    download_resource: method('download_resource', [targetPath], async ([path, target]) =>
      put(store, { path, target }, await read(context, pathOf(path))),
    ),
    download_resource_and_render: method(
      'download_resource_and_render',
      [targetPath, ['template_variables', null]],
      async ([path, target, variables]) => put(store, { path, target }, await rendered(path, variables)),
    ),
    download_directory: method('download_directory', [targetPath, ['preview_only', false]], ([path, target, preview]) =>
      downloadFolder(context, store, { path: pathOf(path), target, isPreview: preview === true }),
    ),
    // Their result is bytes in the reference, and its protocol is JSON: they can only fail (runtime.md C.3).
    get_resource: method('get_resource', [], async ([path]) => unprintable(await read(context, pathOf(path)))),
    get_resource_and_render: method(
      'get_resource_and_render',
      [['template_variables', null]],
      async ([path, variables]) => unprintable(await rendered(path, variables)),
    ),
  };
}

const targetPath: [string, Json] = ['target_path', null];

function unprintable(_content: Uint8Array): never {
  throw new CtxError('TypeError', 'Object of type bytes is not JSON serializable');
}

async function read(context: OperationContext, path: string): Promise<Uint8Array> {
  const content = await context.resource(path);
  if (content) return content;
  throw new CtxError('HttpException', `404: Resource not found: ${path}. The blueprint has no such file.`);
}

function put(
  store: StoreFile,
  { path, target }: { path: Json | undefined; target: Json | undefined },
  content: Uint8Array,
): Promise<string> {
  const place = target === null || target === undefined || target === '' ? null : printValue(target);
  return store(place, { name: pathOf(path), content });
}

async function render(state: CtxState, path: string, variables: Json): Promise<Uint8Array> {
  const given = variables === null || variables === '' ? {} : variables;
  if (typeof given !== 'object' || Array.isArray(given)) {
    throw new CtxError('TypeError', `'${typeName(given)}' object does not support item assignment`);
  }
  if (Object.hasOwn(given ?? {}, 'ctx')) {
    throw new CtxError('NonRecoverableError', 'Key not allowed - a key named ctx is in template_variables');
  }
  const content = await read(state.context, path);
  if (!isTemplate(content)) return content;
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  const ctx = await templateVariables(state, text);
  return Buffer.from(await renderTemplate(path, text, { ...given, ctx }));
}

/** All files of a folder into a new one on the host (or `target`), without the first part of the path. */
async function downloadFolder(
  context: OperationContext,
  store: StoreFile,
  { path, target, isPreview }: { path: string; target: Json | undefined; isPreview: boolean },
): Promise<Json> {
  const files = await context.resourcesIn(path);
  if (files.length === 0) {
    throw new CtxError(
      'HttpException',
      `404: Resource not found: ${path}. The blueprint has no files in such a folder.`,
    );
  }
  if (isPreview) return files;
  const top = files[0]?.split('/')[0] ?? '';
  let folder = target === null || target === undefined || target === '' ? null : printValue(target);
  for (const file of files) {
    const name = posix.relative(top, file);
    const stored: string = await store(folder === null ? null : posix.join(folder, name), {
      name: file,
      content: await read(context, file),
      ...(folder === null ? { within: name } : {}),
    });
    folder ??= stored.slice(0, stored.length - name.length - 1);
  }
  return folder;
}

function pathOf(given: Json | undefined): string {
  return printValue(given ?? '');
}
