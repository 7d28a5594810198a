import { AppError } from '../../faults/app-error.ts';
import { unpackArchive } from '../../security/archive/unpack-archive.ts';
import type { FetchGuarded } from '../../security/egress/fetch-guarded.ts';
import { authorizationOf } from '../../security/git/smart-http.ts';
import type { BlueprintFiles } from '../blueprints/blueprint-source.ts';

interface UrlRequest {
  url: string;
  user: string | null;
  secret: string | null;
  signal: AbortSignal;
  onBytes: (bytes: number) => void;
}

/** An archive, or one YAML file, of the web. Throws AppError with what to try. */
export async function fetchUrl(
  fetch: FetchGuarded,
  { url: text, user, secret, signal, onBytes }: UrlRequest,
): Promise<BlueprintFiles> {
  const url = readUrl(text);
  const headers = authorizationOf(user, secret);
  const answer = await fetch(url.href, { headers, onBytes, signal });
  if (answer.status !== 200) throw refused(url, { status: answer.status, isSignedIn: secret !== null });
  return filesOf(url, answer);
}

function readUrl(text: string): URL {
  const given = text.trim();
  if (!/^https?:\/\//i.test(given) || !URL.canParse(given))
    throw new AppError('bad-request', 'The address must be a URL that begins with https:// or http://.');
  const url = new URL(given);
  if (url.username === '' && url.password === '') return url;
  throw new AppError(
    'bad-request',
    'The URL holds a user or a password. Write the user into its own field, keep the password as a secret, and choose that.',
  );
}

function refused(url: URL, { status, isSignedIn }: { status: number; isSignedIn: boolean }): AppError {
  if ((status === 401 || status === 403) && isSignedIn)
    return new AppError('bad-request', `${url.host} does not accept the user and the secret. Check both.`);
  if (status === 401 || status === 403) {
    const how = 'Keep the password or token as a secret and choose it here.';
    return new AppError('bad-request', `${url.host} asks for a password. ${how}`);
  }
  if (status === 404 || status === 410)
    return new AppError('bad-request', `There is nothing at this address (${url.host} answered ${status}). Check it.`);
  return new AppError('bad-request', `${url.host} answered with HTTP status ${status}. Try again later.`);
}

async function filesOf(
  url: URL,
  { content, type, url: last = url }: { content: Uint8Array; type?: string; url?: URL },
): Promise<BlueprintFiles> {
  const start = Buffer.from(content.subarray(0, 1_000)).toString('latin1').trimStart().toLowerCase();
  if (type?.startsWith('text/html') || start.startsWith('<!doctype') || start.startsWith('<html')) {
    throw new AppError(
      'bad-request',
      'This address leads to a web page, not to a file. Use the address of the raw file or of the archive; for the page of a repository, choose “From git”.',
    );
  }
  const isText =
    !content.includes(0) && !(content[0] === 0x1f && content[1] === 0x8b) && !start.startsWith('pk\x03\x04');
  if (isText) return new Map([[yamlName(last, content), { mode: 0o644, content }]]);
  const unpacked = await unpackArchive(content);
  if (unpacked.ok) return unpacked.files;
  throw new AppError('bad-request', unpacked.problem);
}

/** One file stands for itself; it must say that it is a blueprint, by its name or by its text. */
function yamlName(url: URL, content: Uint8Array): string {
  const name = decodeURIComponent(url.pathname.split('/').at(-1) ?? '');
  const isYaml = /^[\w][\w .+-]*\.ya?ml$/i.test(name);
  const text = Buffer.from(content).toString('utf8');
  if (!isYaml && !/^tosca_definitions_version\s*:/m.test(text)) {
    throw new AppError(
      'bad-request',
      'What is at this address is neither an archive (.zip, .tar.gz) nor a blueprint in YAML.',
    );
  }
  return isYaml ? name : 'blueprint.yaml';
}
