import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, get } from 'node:http';

// program.mjs FOLDER TEXT: answers the text, and below it what the program says whose address is in FOLDER/upstream.
const [, , folder, says] = process.argv;

function log(text) {
  process.stdout.write(`${new Date().toISOString()} ${text}\n`);
}

function ask(address) {
  return new Promise((resolve) => {
    get(address, { timeout: 2000 }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve(text));
    }).on('error', () => resolve('but what it looks at is dark\n'));
  });
}

const server = createServer(async (_request, response) => {
  const upstream = existsSync(`${folder}/upstream`) ? readFileSync(`${folder}/upstream`, 'utf8') : '';
  const text = `${says}\n${upstream === '' ? '' : await ask(upstream)}`;
  response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(text);
});

server.listen(0, '127.0.0.1', () => {
  writeFileSync(`${folder}/address`, `http://127.0.0.1:${server.address().port}/`);
  log(`${says}, as process ${process.pid}`);
});

process.on('SIGTERM', () => {
  log('the light goes out');
  process.exit(0);
});

// Nobody is left to end it once its folder is gone.
setInterval(() => {
  if (!existsSync(folder)) process.exit(0);
}, 5000);
