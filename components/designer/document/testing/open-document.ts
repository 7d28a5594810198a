import { smallTypes } from '../../../../core/dsl/testing/virtual-blueprint.ts';
import { ImportReader } from '../../analysis/import-reader.ts';
import { connectAnalyst } from '../../analysis/start-analysis.ts';
import type { Told } from '../../analysis/worker-messages.ts';
import { Workshop } from '../../analysis/workshop.ts';
import { DesignerDocument } from '../designer-document.ts';
import { whenAnalysed } from '../when-analysed.ts';

/** The main file of the documents that are opened here. */
export const path = 'blueprint.yaml';

/** A document of one text with its analysis, messages copied as between threads. `plugin:small` is there to be imported. */
export async function openDocument(text: string, server = { isDown: false }) {
  let listener: (told: Told) => void = () => {};
  const told: Told[] = [];
  const imports = new ImportReader(async () => {
    if (server.isDown) throw new Error('HTTP 503');
    return { text: smallTypes, reason: null };
  });
  let held: Told[] | null = null;
  const tell = (message: Told) => {
    told.push(message);
    if (held !== null && message.kind === 'analysis') held.push(structuredClone(message));
    else listener(structuredClone(message));
  };
  const workshop = new Workshop(tell, imports, async () => new Map());
  const analyst = connectAnalyst({
    post: ({ id, question }) => workshop.take(id, structuredClone(question)),
    listen: (added) => {
      listener = added;
    },
    close: () => {},
  });
  const files = [{ path, mode: 0o644, text, size: text.length }];
  const document = new DesignerDocument({ mainFile: path, files, canEdit: true }, analyst, Date.now);
  await whenAnalysed(document);
  /** Resolves when the worker itself has read the text as it is now. */
  const whenTold = async () => {
    const { revision } = document.getState();
    const isTold = () => told.some((each) => each.kind === 'analysis' && each.revision === revision);
    while (!isTold()) await new Promise((resolve) => setTimeout(resolve, 1));
  };
  /** From now on the document hears of no analysis, until what is returned is called. */
  const holdAnalyses = () => {
    const waiting: Told[] = [];
    held = waiting;
    return () => {
      held = null;
      for (const message of waiting) listener(message);
    };
  };
  return { document, told, whenTold, holdAnalyses };
}
