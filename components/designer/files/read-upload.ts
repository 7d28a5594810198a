import type { DesignFile } from '../document/history.ts';

/** A file that a person chose, with the path that it is to have. */
export interface Chosen {
  path: string;
  file: File;
}

/** More is no text that anybody edits here. */
const mostText = 4 * 1024 * 1024;

/** The chosen files of a file field; those of a folder have its name in front. */
export function chosenFiles(list: FileList): Chosen[] {
  return [...list].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}

/** All that was dropped, folders with what is in them. */
export async function droppedFiles(items: DataTransferItemList): Promise<Chosen[]> {
  // They must all be asked for before anything is waited for.
  const found = [...items].map((item) => {
    const entry = item.webkitGetAsEntry();
    const file = entry === null ? item.getAsFile() : null;
    return entry === null ? (file === null ? [] : [{ path: file.name, file }]) : filesIn(entry);
  });
  return (await Promise.all(found)).flat();
}

async function filesIn(entry: FileSystemEntry): Promise<Chosen[]> {
  if (entry instanceof FileSystemFileEntry) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return [{ path: entry.fullPath.replace(/^\//, ''), file }];
  }
  if (!(entry instanceof FileSystemDirectoryEntry)) return [];
  const reader = entry.createReader();
  const found: FileSystemEntry[] = [];
  for (;;) {
    // A reader gives some at a time, and none at the end.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) break;
    found.push(...some);
  }
  return (await Promise.all(found.map(filesIn))).flat();
}

/**
 * A file as the document holds it. What is no text is sent to the server, which keeps it by its hash.
 * @throws Error with a sentence when the server refuses it
 */
export async function readFile({ path, file }: Chosen, draftId: string): Promise<DesignFile> {
  const content = new Uint8Array(await file.arrayBuffer());
  const text = textOf(content);
  const mode = text?.startsWith('#!') ? 0o755 : 0o644;
  const read = { path, mode, text, size: content.byteLength };
  return text === null ? { ...read, hash: await send(file, draftId) } : read;
}

/** Only what comes out as the same bytes again is text. */
function textOf(content: Uint8Array): string | null {
  if (content.byteLength > mostText || content.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return null;
  }
}

/**
 * The files of an archive as the document holds them. What is no text stays on the server, which keeps it by its hash.
 * @throws Error with a sentence when the server refuses it
 */
export async function unpackOnServer(archive: File, draftId: string): Promise<DesignFile[]> {
  return (await put(archive, `/api/drafts/${encodeURIComponent(draftId)}/unpack`)) as DesignFile[];
}

async function send(file: File, draftId: string): Promise<string> {
  const { hash } = (await put(file, `/api/drafts/${encodeURIComponent(draftId)}/content`)) as { hash: string };
  return hash;
}

async function put(file: File, address: string): Promise<unknown> {
  const headers = { 'content-type': 'application/octet-stream' };
  const response = await fetch(address, { method: 'PUT', headers, body: file });
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok && answer !== null) return answer;
  const { message } = (answer ?? {}) as { message?: string };
  throw new Error(message ?? `The server refused ${file.name} (${response.status}).`);
}
