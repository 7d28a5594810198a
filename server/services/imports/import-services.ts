import { mainCandidates } from '../../../core/blueprint/main-candidates.ts';
import type { ImportProgress, ImportRequest, ImportResult, ImportSource } from '../../api/import-contract.ts';
import { AppError } from '../../faults/app-error.ts';
import type { Actor } from '../../security/actor.ts';
import type { BlueprintFiles } from '../blueprints/blueprint-source.ts';
import type { ServiceDependencies } from '../dependencies.ts';
import { createDraftOf, refuseTakenName } from '../drafts/create-draft.ts';
import { draftLimits } from '../drafts/draft-paths.ts';
import { fetchUrl } from './fetch-url.ts';
import { toImportFault } from './import-faults.ts';

/** Blueprints that the server fetches for a person. */
export interface ImportServices {
  /** Makes a draft of what is fetched; `signal` aborts when nobody waits for it any more. */
  begin(actor: Actor, request: ImportRequest & { signal: AbortSignal | undefined }): Promise<ImportResult>;
  progress(actor: Actor, id: string): ImportProgress;
  /** Ends an import that is under way; nothing is made of it. */
  cancel(actor: Actor, id: string): void;
}

interface Fetched {
  files: BlueprintFiles;
  left: string[];
}

/** At a time, of one tenant; each may hold 50 MB. */
const mostAtOnce = 3;

export function importServices(d: ServiceDependencies): ImportServices {
  const underWay = new Map<string, { tenantId: string; bytes: number; stop: AbortController }>();
  return {
    begin: async (actor, request) => {
      const tenantId = actor.tenant.id;
      await refuseTakenName(d.db, tenantId, request.name);
      const own = [...underWay.values()].filter((each) => each.tenantId === tenantId);
      if (own.length >= mostAtOnce || underWay.has(request.id))
        throw new AppError('too-many-requests', 'Other imports are under way. Try again when they have ended.');
      const stop = new AbortController();
      const state = { tenantId, bytes: 0, stop };
      underWay.set(request.id, state);
      try {
        return await begin(d, actor, {
          ...request,
          signal: request.signal ? AbortSignal.any([request.signal, stop.signal]) : stop.signal,
          onBytes: (bytes) => {
            state.bytes = bytes;
          },
        });
      } finally {
        underWay.delete(request.id);
      }
    },
    progress: (actor, id) => {
      const state = underWay.get(id);
      return { bytes: state?.tenantId === actor.tenant.id ? state.bytes : null };
    },
    cancel: (actor, id) => {
      const state = underWay.get(id);
      if (state?.tenantId === actor.tenant.id) state.stop.abort();
    },
  };
}

type Begin = ImportRequest & { signal: AbortSignal; onBytes: (bytes: number) => void };

async function begin(d: ServiceDependencies, actor: Actor, request: Begin): Promise<ImportResult> {
  const { files, left } = await fetchSource(d, actor, request);
  const candidates = mainCandidates(textsOf(files));
  const [only, ...others] = candidates;
  if (only === undefined) throw new AppError('bad-request', 'There is no YAML file in it, so it holds no blueprint.');
  const { mainFile = only } = request;
  if (request.mainFile === undefined && others.length > 0) return { outcome: 'choose', candidates };
  if (!files.has(mainFile)) throw new AppError('bad-request', `There is no file ${JSON.stringify(mainFile)} any more.`);
  const { source, name } = request;
  const detail = { ...withoutSecret(source), files: files.size };
  const { id } = await createDraftOf(d, actor, { name, mainFile, files, detail });
  return { outcome: 'begun', draftId: id, files: files.size, left };
}

/** Those that may be a blueprint. */
function textsOf(files: BlueprintFiles): [string, string][] {
  return [...files].flatMap(([path, { content }]) =>
    content.byteLength <= draftLimits.text ? [[path, Buffer.from(content).toString('utf8')]] : [],
  );
}

async function fetchSource(d: ServiceDependencies, actor: Actor, request: Begin): Promise<Fetched> {
  const { source, signal, onBytes } = request;
  const tenant = actor.tenant.id;
  const secret = source.secret === undefined ? null : await d.vault.reader(tenant).read(source.secret);
  const common = { url: source.url, user: source.user?.trim() || null, secret, onBytes };
  try {
    if (source.kind === 'url') return { files: await fetchUrl(d.fetchFile, { ...common, signal }), left: [] };
    const { ref, folder = '' } = source;
    return await d.fetchRepository({ ...common, tenant, ref: ref?.trim() || null, folder, signal });
  } catch (fault) {
    if (signal.aborted) throw new AppError('bad-request', 'The import was cancelled.');
    throw toImportFault(fault, hostIn(source.url));
  }
}

/** For the audit trail; what a person wrote into the address in place of a secret does not go there. */
function withoutSecret({ kind, url, secret }: ImportSource): Record<string, string> {
  return { from: kind, url: url.replace(/:\/\/[^/@]*@/, '://').slice(0, 500), ...(secret !== undefined && { secret }) };
}

function hostIn(url: string): string {
  return URL.canParse(url) ? new URL(url).host : (/@?([\w.-]+):/.exec(url)?.[1] ?? 'The other side');
}
