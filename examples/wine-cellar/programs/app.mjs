import { get } from 'node:http';
import { config, listen, reply } from './listen.mjs';

const page = (title, servedBy, rows) => `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>${title}</title>
<style>body{font:16px system-ui;margin:3rem auto;max-width:40rem;color-scheme:light dark}td,th{padding:.3rem 1rem .3rem 0;text-align:left}footer{margin-top:2rem;opacity:.7}</style>
<h1>${title}</h1><table><tr><th>Wine<th>Region<th>Year<th>Bottles${rows}</table><footer>Served by ${servedBy}</footer></html>
`;

function escapeHtml(value) {
  return String(value).replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

function readWines() {
  return new Promise((resolve, reject) => {
    const request = get(new URL('wines', config.database), { timeout: 3000 }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => {
        if (response.statusCode === 200) resolve(JSON.parse(text));
        else reject(new Error(`the database answers ${response.statusCode}`));
      });
    });
    request.on('timeout', () => request.destroy(new Error('the database does not answer')));
    request.on('error', reject);
  });
}

listen(async (request, response) => {
  const wines = await readWines();
  response.setHeader('x-served-by', config.instance);
  if (!String(request.headers.accept).includes('text/html')) {
    const body = JSON.stringify({ title: config.title, servedBy: config.instance, wines });
    return reply(response, { type: 'application/json', body });
  }
  const rows = wines.map(
    (wine) =>
      `<tr>${[wine.name, wine.region, wine.year, wine.bottles].map((cell) => `<td>${escapeHtml(cell)}`).join('')}`,
  );
  reply(response, {
    type: 'text/html',
    body: page(escapeHtml(config.title), escapeHtml(config.instance), rows.join('')),
  });
});
