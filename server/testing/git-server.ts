import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const exec = promisify(execFile);

/** A real git repository behind git's own HTTP service, and files beside it, on loopback. */
export interface GitServer {
  /** `http://127.0.0.1:PORT` */
  url: string;
  folder: string;
  /** Commits these files, in place of those before, to a branch of `NAME.git`; returns the commit. */
  commit(name: string, files: Readonly<Record<string, string | { link: string }>>, branch?: string): Promise<string>;
  /** Runs git in a repository. */
  git(name: string, ...words: string[]): Promise<string>;
  /** What is answered at other paths; absent: 404. */
  answer: ((request: IncomingMessage, response: ServerResponse) => boolean) | null;
  /** The paths that were asked for, with what signed in. */
  asked: { path: string; authorization: string | undefined }[];
  close(): Promise<void>;
}

/** `password`: what repositories ask for; absent: nothing. */
export async function startGitServer({ password }: { password?: string } = {}): Promise<GitServer> {
  const folder = await mkdtemp(join(tmpdir(), 'gantry-git-server-'));
  const state: Pick<GitServer, 'answer' | 'asked'> = { answer: null, asked: [] };
  const server = createServer((request, response) => {
    const { authorization } = request.headers;
    state.asked.push({ path: request.url ?? '', authorization });
    if (state.answer?.(request, response)) return;
    const given = Buffer.from(authorization?.split(' ')[1] ?? '', 'base64').toString();
    if (password !== undefined && !given.endsWith(`:${password}`))
      response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
    else serve(folder, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const git = async (name: string, ...words: string[]) =>
    (await exec('git', words, { cwd: join(folder, `${name}.git`), env: environment })).stdout.trim();
  return Object.assign(state, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    folder,
    git,
    commit: async (
      name: string,
      files: Readonly<Record<string, string | { link: string }>>,
      branch = 'main',
    ): Promise<string> => {
      const bare = join(folder, `${name}.git`);
      await exec('git', ['init', '--quiet', '--bare', '--initial-branch=main', bare], { env: environment });
      const tree = await mkdtemp(join(folder, 'tree-'));
      for (const [path, content] of Object.entries(files)) {
        await mkdir(dirname(join(tree, path)), { recursive: true });
        if (typeof content === 'string') await writeFile(join(tree, path), content);
        else await symlink(content.link, join(tree, path));
      }
      const at = ['--git-dir', bare, '--work-tree', tree];
      await exec('git', [...at, 'symbolic-ref', 'HEAD', `refs/heads/${branch}`], { env: environment });
      await exec('git', [...at, 'add', '--all'], { cwd: tree, env: environment });
      await exec('git', [...at, 'commit', '--quiet', '--message', 'State'], { cwd: tree, env: environment });
      await exec('git', [...at, 'symbolic-ref', 'HEAD', 'refs/heads/main'], { env: environment });
      return git(name, 'rev-parse', branch);
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  });
}

const person = { NAME: 'Ada', EMAIL: 'ada@example.org', DATE: '2026-01-01T00:00:00Z' };
const environment = {
  PATH: '/usr/local/bin:/usr/bin:/bin',
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  ...Object.fromEntries(
    Object.entries(person).flatMap(([key, value]) => [
      [`GIT_AUTHOR_${key}`, value],
      [`GIT_COMMITTER_${key}`, value],
    ]),
  ),
} as unknown as NodeJS.ProcessEnv;

/** As a web server runs git's CGI program. */
function serve(folder: string, request: IncomingMessage, response: ServerResponse): void {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://server');
  const child = spawn('git', ['http-backend'], {
    env: {
      ...environment,
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: pathname,
      QUERY_STRING: searchParams.toString(),
      REQUEST_METHOD: request.method ?? 'GET',
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: String(request.headers['content-encoding'] ?? ''),
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  request.pipe(child.stdin);
  child.stdin.on('error', () => undefined);
  const pieces: Buffer[] = [];
  child.stdout.on('data', (piece: Buffer) => pieces.push(piece));
  child.once('close', () => {
    const output = Buffer.concat(pieces);
    const end = output.indexOf('\r\n\r\n');
    const headers = output
      .toString('latin1', 0, Math.max(end, 0))
      .split('\r\n')
      .map((line) => line.split(': '));
    const status = Number(headers.find(([name]) => name === 'Status')?.[1]?.slice(0, 3) ?? 200);
    const sent = headers.filter(([name]) => name !== 'Status').map(([name = '', value = '']) => [name, value]);
    response
      .writeHead(end === -1 ? 404 : status, end === -1 ? {} : Object.fromEntries(sent))
      .end(output.subarray(end + 4));
  });
}
