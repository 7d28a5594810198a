import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EventView } from '../api/contract.ts';
import { startTestProduct, type TestProduct } from '../testing/start-test-product.ts';
import { TestClient } from '../testing/test-client.ts';
import { type WrittenExecution, writeExecution } from '../testing/written-execution.ts';

const esc = '\u001b';
const at = new Date('2030-01-02T03:04:05.678Z');
let product: TestProduct;
let execution: WrittenExecution;
beforeAll(async () => {
  product = await startTestProduct();
  execution = await writeExecution(product.database.db);
  await execution.writeLines([
    { at, type: 'workflow_started', level: null, text: "Starting 'install' workflow execution" },
    { at, text: `${esc}[32mgreen${esc}[0m ${esc}]0;title\u0007end`, instance: 'web_1', operation: 'lifecycle.create' },
    { at, level: 'warning', text: '1 %\r100 %', instance: 'web_1', operation: 'lifecycle.create', attempt: 2 },
    { at, type: 'task_failed', text: 'Task failed', instance: 'web_1' },
  ]);
});
afterAll(() => product.stop());

const get = (query: string, client = product.admin) => client.get(`/api/executions/${execution.id}/log${query}`);

it('is a text file that reads as the page does, named after what it is of', async () => {
  const response = await get('');
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(response.headers.get('content-disposition')).toMatch(
    /^attachment; filename="[\w.-]+-install-20\d\d-\d\d-\d\d\.txt"; filename\*=UTF-8''[\w.%-]+\.txt$/,
  );
  expect(await response.text()).toBe(
    [
      "2030-01-02T03:04:05.678Z info     workflow_started Starting 'install' workflow execution",
      '2030-01-02T03:04:05.678Z info     [web_1 lifecycle.create] green end',
      '2030-01-02T03:04:05.678Z warning  [web_1 lifecycle.create attempt 2] 100 %',
      '2030-01-02T03:04:05.678Z error    [web_1] task_failed Task failed',
      '',
    ].join('\n'),
  );
});

it('keeps colours when asked, and nothing else that a terminal would obey', async () => {
  const text = await (await get('?ansi=keep&text=green')).text();
  expect(text).toContain(`${esc}[32mgreen${esc}[0m end\n`);
  expect(text.split('\n')).toHaveLength(2);
});

it('is a line of JSON for each event in the other format, filtered as the page is', async () => {
  const response = await get('?format=ndjson&level=warning&types=log,task_failed&regex=true&text=%5E100');
  expect(response.headers.get('content-type')).toBe('application/x-ndjson');
  const lines = (await response.text()).trimEnd().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as EventView).seq)).toEqual([3]);
  expect(await (await get('?text=nowhere')).text()).toBe('');
});

it.each([
  ['?format=pdf', 400, /format/],
  ['?regex=true&text=(', 400, /not a regular expression/],
  ['?nothing=1', 400, /nothing/],
])('says what is wrong with %s', async (query, status, message) => {
  const response = await get(query);
  expect(response.status).toBe(status);
  expect(((await response.json()) as { message: string }).message).toMatch(message);
});

it('is for those who are signed in, and of their own tenant', async () => {
  expect((await get('', new TestClient(product.url))).status).toBe(401);
  expect((await product.admin.get(`/api/executions/${crypto.randomUUID()}/log`)).status).toBe(404);
  expect((await product.admin.get('/api/executions/x/log')).status).toBe(400);
});

it('has every line of a log that takes many pages', async () => {
  const long = await writeExecution(product.database.db);
  await long.writeLines(Array.from({ length: 12_345 }, (_, n) => ({ text: `${n + 1}`.padEnd(200, '.') })));
  const response = await product.admin.get(`/api/executions/${long.id}/log?format=ndjson`);
  const seqs = (await response.text()).trimEnd().split('\n');
  expect(seqs.map((line) => (JSON.parse(line) as EventView).seq)).toEqual(Array.from(seqs, (_, n) => n + 1));
  expect(seqs).toHaveLength(12_345);
});
