import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

/** What configure.sh wrote: instance, address, port, title, database. */
export const config = JSON.parse(readFileSync(process.argv[2], 'utf8'));

/** The log is standard output; start.sh sends it to a file. */
export function log(text) {
  process.stdout.write(`${new Date().toISOString()} ${text}\n`);
}

/** Starts the program's server: `/health` names the instance, everything else goes to the handler. Ends on SIGTERM. */
export function listen(handler) {
  const server = createServer((request, response) => {
    if (request.url === '/health') return reply(response, { body: config.instance });
    Promise.resolve(handler(request, response)).catch((error) => {
      log(error.stack);
      if (!response.headersSent) reply(response, { status: 502, body: `${config.instance}: ${error.message}\n` });
    });
  });
  server.on('error', (error) => {
    log(`${config.address}:${config.port}: ${error.message}`);
    process.exit(1);
  });
  server.listen(config.port, config.address, () => log(`${config.instance} listens`));
  process.on('SIGTERM', () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  });
}

export function reply(response, { status = 200, type = 'text/plain', body }) {
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}
