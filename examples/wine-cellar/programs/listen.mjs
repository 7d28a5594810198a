import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

/** What configure.sh wrote: instance, address, port, title, database. */
export const config = JSON.parse(readFileSync(process.argv[2], 'utf8'));

/** Starts the program's server: `/health` names the instance, everything else goes to the handler. Ends on SIGTERM. */
export function listen(handler) {
  const server = createServer((request, response) => {
    if (request.url === '/health') return reply(response, 200, 'text/plain', config.instance);
    Promise.resolve(handler(request, response)).catch((error) => {
      console.error(error);
      if (!response.headersSent) reply(response, 502, 'text/plain', `${config.instance}: ${error.message}\n`);
    });
  });
  server.on('error', (error) => {
    console.error(`${config.address}:${config.port}: ${error.message}`);
    process.exit(1);
  });
  server.listen(config.port, config.address, () => console.log(`${config.instance} listens`));
  process.on('SIGTERM', () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  });
}

export function reply(response, status, type, body) {
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}
