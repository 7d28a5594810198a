import type { OpenedDraft } from '../../../server/api/draft-contract.ts';
import type { ApiClient } from '../../api/client.ts';
import { whileShown } from '../../api/while-shown.ts';
import { sayDone } from '../../ui/toasts.tsx';
import { startAnalysis } from '../analysis/start-analysis.ts';
import { DesignerDocument } from '../document/designer-document.ts';
import { DraftSaver } from './draft-saver.ts';
import { KeptDrafts } from './kept-drafts.ts';
import type { SaverNews } from './saver-types.ts';

/** A designer at work: its document and what saves it. */
export interface OpenDesigner {
  document: DesignerDocument;
  saver: DraftSaver;
  close: () => void;
}

/** How often the server is asked whether others saved something, ms. */
const watchMs = 2_000;

/** How long the same person must not have changed anything to be told of again, ms. */
const quietMs = 30_000;

const closing = new Map<string, Promise<void>>();

/** Resolves when a designer of the draft that was closed has saved what it could. */
export async function whenClosed(id: string): Promise<void> {
  await closing.get(id);
}

interface Surroundings {
  client: ApiClient;
  user: { id: string; email: string };
  /** What other pages say of blueprints and their versions is out of date. */
  onStored: () => void;
}

/** Opens a draft for its person, with what an earlier designer of this browser had kept of it. */
export async function openDesigner(
  draft: OpenedDraft,
  { client, user, onStored }: Surroundings,
): Promise<OpenDesigner> {
  const { id } = draft;
  const document = new DesignerDocument(draft, startAnalysis(), Date.now);
  const keeper = new KeptDrafts({ draftId: id, userId: user.id, holder: newId() });
  const saver = new DraftSaver({
    ...{ document, opened: draft, keeper, newId, news: newsFor(user.email) },
    server: {
      open: () => client.drafts.open.query({ id }),
      state: () => client.drafts.state.query({ id }),
      save: (request) => client.drafts.save.mutate(request),
      publish: (request) => client.drafts.publish.mutate(request).finally(onStored),
      rename: (name) => client.drafts.rename.mutate({ id, name }).finally(onStored),
      create: (copy) => client.drafts.create.mutate(copy).finally(onStored),
    },
  });
  if (draft.canEdit) await recover(saver, keeper);
  const unwatch = watch(saver);
  const close = (): void => {
    unwatch();
    const ended = saver.close().finally(() => {
      keeper.close();
      document.close();
      if (closing.get(id) === ended) closing.delete(id);
    });
    closing.set(id, ended);
  };
  return { document, saver, close };
}

/** Nothing is lost when this browser keeps nothing: then there is nothing to recover either. */
async function recover(saver: DraftSaver, keeper: KeptDrafts): Promise<void> {
  const left = await keeper.left().catch(() => []);
  for (const kept of left) saver.recover(kept);
  if (left.length === 0) return;
  await saver.keep();
  for (const { holder } of left) await keeper.forget(holder).catch(() => undefined);
}

function watch(saver: DraftSaver): () => void {
  const unwatch = whileShown(() => {
    void saver.watch();
    const timer = setInterval(() => void saver.watch(), watchMs);
    return () => clearInterval(timer);
  });
  const flush = () => void saver.flush();
  const look = () => void saver.watch();
  const keep = () => {
    if (globalThis.document.visibilityState === 'hidden') void saver.keep();
  };
  const warn = (event: BeforeUnloadEvent) => {
    if (saver.isAtRisk) event.preventDefault();
  };
  globalThis.addEventListener('online', flush);
  globalThis.addEventListener('focus', look);
  globalThis.addEventListener('beforeunload', warn);
  globalThis.document.addEventListener('visibilitychange', keep);
  return () => {
    unwatch();
    globalThis.removeEventListener('online', flush);
    globalThis.removeEventListener('focus', look);
    globalThis.removeEventListener('beforeunload', warn);
    globalThis.document.removeEventListener('visibilitychange', keep);
  };
}

function newsFor(email: string): SaverNews {
  let told = { by: '', at: Number.NEGATIVE_INFINITY };
  return {
    taken: (by, isMerged) => {
      // Who goes on writing is not told of with every word.
      const isTold = told.by === `${by} ${isMerged}` && performance.now() - told.at < quietMs;
      told = { by: `${by} ${isMerged}`, at: performance.now() };
      if (isTold) return;
      const who = by === email ? 'You, in another window,' : (by ?? 'The product');
      sayDone(isMerged ? `${who} changed this too. Both changes are kept.` : `${who} changed this. It is shown now.`);
    },
    recovered: (paths) => {
      const what = paths.length === 0 ? 'The layout' : paths.length === 1 ? paths[0] : `${paths.length} files`;
      sayDone(`Recovered from this browser: ${what}. Undo takes it back.`);
    },
  };
}

/** A UUID, where the address has no TLS too. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte, at) => {
    const fixed = at === 6 ? (byte & 0x0f) | 0x40 : at === 8 ? (byte & 0x3f) | 0x80 : byte;
    return fixed.toString(16).padStart(2, '0');
  }).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
