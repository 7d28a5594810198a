/** Where a repository is, as git itself would read it. */
export type GitAddress =
  /** Without a name and a password in it. */
  | { kind: 'http'; url: URL; user: string | null }
  | { kind: 'ssh'; host: string; port: number; user: string; path: string };

/** The address is none that is fetched from; the message says why and what can be given. */
export class GitAddressFault extends Error {
  override name = 'GitAddressFault';
}

const ways = 'Give one that begins with https:// or ssh://, or git@host:path.';
const shorthand = /^(?:([\w.+-]+)@)?([\w.-]+):(?!\/\/)(.+)$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const control = /[\u0000-\u0020\u007f]/;

/**
 * Reads `https://`, `http://`, `ssh://` and `user@host:path`. Everything else that git takes is refused: files of this
 * machine, helpers such as `ext::`, words that begin like options.
 */
export function readGitAddress(text: string): GitAddress {
  const given = text.trim();
  if (control.test(given)) throw new GitAddressFault(`The address holds a blank or a control character. ${ways}`);
  if (/^(https?|ssh):\/\//i.test(given)) return readUrl(given);
  const short = shorthand.exec(given);
  // `C:\folder`, `ext::command` and `-option` look like it.
  if (short === null || given.startsWith('-') || given.includes('::') || (short[2] ?? '').length < 2)
    throw new GitAddressFault(`${JSON.stringify(given.slice(0, 200))} is no address of a repository. ${ways}`);
  const [, user = 'git', host = '', path = ''] = short;
  return { kind: 'ssh', host: checkHost(host), port: 22, user, path: checkPath(path) };
}

function readUrl(text: string): GitAddress {
  if (!URL.canParse(text)) throw new GitAddressFault(`${text.slice(0, 200)} is no URL. ${ways}`);
  const url = new URL(text);
  if (url.password !== '')
    throw new GitAddressFault('The URL holds a password. Keep it as a secret and choose that secret instead.');
  const user = url.username === '' ? null : decodeURIComponent(url.username);
  url.username = '';
  url.hash = '';
  url.search = '';
  if (url.protocol !== 'ssh:') return { kind: 'http', url, user };
  const host = checkHost(url.hostname.replace(/^\[(.*)\]$/, '$1'));
  const path = checkPath(decodeURIComponent(url.pathname).replace(/^\/~/, '~'));
  return { kind: 'ssh', host, port: url.port === '' ? 22 : Number(url.port), user: user ?? 'git', path };
}

function checkHost(host: string): string {
  if (/^[\w:]/.test(host)) return host;
  throw new GitAddressFault(`The address has no host. ${ways}`);
}

function checkPath(path: string): string {
  if (path !== '' && path !== '/' && !path.startsWith('-') && !control.test(path)) return path;
  throw new GitAddressFault('The address has no path of a repository behind the host.');
}

/** A branch, a tag or a commit; what could be read as an option or as a refspec is refused. */
export function checkGitRef(text: string): string {
  const ref = text.trim();
  const isName = /^[\w][\w./@+#=-]*$/.test(ref) && !/\.\.|@\{|\/\/|\.lock$|[./]$/.test(ref);
  if (isName && ref.length <= 256) return ref;
  throw new GitAddressFault(`${JSON.stringify(ref.slice(0, 100))} is no name of a branch or tag, and no commit.`);
}
