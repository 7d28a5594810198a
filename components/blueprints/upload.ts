import type { UploadResult } from '../../server/api/contract.ts';

const archiveName = /\.(zip|tar\.gz|tgz)$/i;
const textName = /\.(ya?ml)$/i;

export function isArchive(fileName: string): boolean {
  return archiveName.test(fileName);
}

export function isYaml(fileName: string): boolean {
  return textName.test(fileName);
}

/** What a blueprint is called when nobody says otherwise: its file's name without the ending. */
export function nameFromFile(fileName: string): string {
  return fileName.replace(archiveName, '').replace(textName, '').trim() || 'blueprint';
}

/** Sends an archive as it is; throws an error with the server's own text when it is refused. */
export async function uploadArchive(file: File, name: string, mainFile: string): Promise<UploadResult> {
  const query = new URLSearchParams({ name, ...(mainFile !== '' && { main: mainFile }) });
  const response = await fetch(`/api/blueprints/archive?${query}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/octet-stream' },
    body: file,
  });
  const body: unknown = await response.json().catch(() => null);
  if (isUploadResult(body)) return body;
  throw new Error(messageIn(body) ?? `The server refused the archive (${response.status}).`);
}

function isUploadResult(body: unknown): body is UploadResult {
  return typeof body === 'object' && body !== null && 'ok' in body && 'diagnostics' in body;
}

function messageIn(body: unknown): string | null {
  if (typeof body !== 'object' || body === null) return null;
  if ('message' in body && typeof body.message === 'string') return body.message;
  return 'error' in body ? messageIn(body.error) : null;
}
