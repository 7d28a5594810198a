import type { GuidedProgram } from './answers.ts';

/** What the guided start fills a program in with. */
export interface GuidedPreset {
  id: string;
  title: string;
  /** What it is, and what the host needs for it. */
  lead: string;
  program: Omit<GuidedProgram, 'host'>;
}

/** Programs to begin with: each runs as it is, and shows what commands may look like. */
export const presets: readonly GuidedPreset[] = [
  {
    id: 'store',
    title: 'A small data store',
    lead: 'Keeps a counter in a file and hands it out over HTTP. The host needs Python 3.',
    program: {
      name: 'store',
      prepare: 'echo 0 >counter',
      run: 'exec python3 store.py',
      port: 8081,
      files: { 'store.py': storeProgram() },
      uses: [],
    },
  },
  {
    id: 'page',
    title: 'A web page that uses it',
    lead: 'Asks what it uses for the counter and shows it. The host needs Python 3.',
    program: {
      name: 'web',
      prepare: '',
      run: 'exec python3 page.py',
      port: 8080,
      files: { 'page.py': pageProgram() },
      uses: ['store'],
    },
  },
  {
    id: 'files',
    title: 'A folder as a web site',
    lead: 'Serves the files of a folder. The host needs Python 3.',
    program: {
      name: 'site',
      prepare: 'mkdir -p files\necho "<h1>Hello from $(hostname)</h1>" >files/index.html',
      run: 'exec python3 -m http.server "$PORT" --directory files',
      port: 8000,
      files: {},
      uses: [],
    },
  },
  {
    id: 'container',
    title: 'A container',
    lead: 'Runs an image with Docker, which the host has and the account may use.',
    program: {
      name: 'container',
      prepare: 'docker pull nginx',
      run: 'exec docker run --rm --publish "$PORT:80" nginx',
      port: 8088,
      files: {},
      uses: [],
    },
  },
  {
    id: 'own',
    title: 'My own commands',
    lead: 'Anything that a shell can run.',
    program: { name: 'program', prepare: '', run: '', port: null, files: {}, uses: [] },
  },
];

function storeProgram(): string {
  return `"""Counts how often it was asked, in a file that outlives it."""
import http.server
import os
import pathlib

COUNTER = pathlib.Path("counter")


class Store(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        count = int(COUNTER.read_text()) + 1
        COUNTER.write_text(str(count))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(str(count).encode())


http.server.ThreadingHTTPServer(("", int(os.environ["PORT"])), Store).serve_forever()
`;
}

function pageProgram(): string {
  return `"""Shows what the program that it uses says. Its address and port are in the environment."""
import http.server
import os
import urllib.request

SOURCES = sorted(key[: -len("_ADDRESS")] for key in os.environ if key.endswith("_ADDRESS"))


def ask(source):
    url = "http://%s:%s/" % (os.environ[source + "_ADDRESS"], os.environ.get(source + "_PORT", "80"))
    return urllib.request.urlopen(url, timeout=5).read().decode()


class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        lines = ["%s says %s." % (source.lower(), ask(source)) for source in SOURCES]
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(("<h1>It works</h1><p>%s</p>" % "</p><p>".join(lines)).encode())


http.server.ThreadingHTTPServer(("", int(os.environ["PORT"])), Page).serve_forever()
`;
}
