import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listen, reply } from './listen.mjs';

// A table of wines in a file: GET /wines lists, POST /wines adds one.
const file = join(fileURLToPath(new URL('.', import.meta.url)), 'wines.json');
const first = [
  { name: 'Blaufränkisch Leithaberg', region: 'Burgenland', year: 2019, bottles: 48 },
  { name: 'Dingač', region: 'Pelješac', year: 2018, bottles: 12 },
  { name: 'Fetească Neagră', region: 'Dealu Mare', year: 2020, bottles: 60 },
  { name: 'Grüner Veltliner Kamptal', region: 'Kamptal', year: 2023, bottles: 120 },
  { name: 'Mavrud', region: 'Thracian Valley', year: 2017, bottles: 24 },
  { name: 'Tokaji Aszú', region: 'Tokaj', year: 2016, bottles: 18 },
];

function save(wines) {
  writeFileSync(`${file}.new`, JSON.stringify(wines, null, 2));
  renameSync(`${file}.new`, file);
}

async function readBody(request) {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
    if (text.length > 10_000) throw new Error('too long');
  }
  return text;
}

if (!existsSync(file)) save(first);
listen(async (request, response) => {
  const wines = JSON.parse(readFileSync(file, 'utf8'));
  if (request.method === 'POST') {
    const { name, region, year, bottles } = JSON.parse(await readBody(request));
    wines.push({ name, region, year, bottles });
    save(wines);
  }
  reply(response, { type: 'application/json', body: JSON.stringify(wines) });
});
