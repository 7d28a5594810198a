import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { type BrowserBench, openBrowserBench, repeat, repeats } from './browser.ts';
import { drawnText } from './canvas-gestures.ts';
import { type Bench, type Measurement, round } from './measurement.ts';
import type { Tab } from './tab.ts';

/** KiB of script, compressed, that a page may take at first, by the kind of page (G21). */
const budgets = { shell: 180, drawing: 300, designer: 300, source: 480 };

/** How many secrets the measured list has. */
const listRows = 100;

interface Route {
  path: string;
  budget: number;
}

/**
 * G21 and G22: the compressed script that each route loads at first in a browser that has nothing of it, and largest
 * paint, slowest answer to a key or click, and layout shift of a list of 100 rows. Median and worst of five.
 * `--repeats N` for fewer. A route over its budget is told by `within_budget` and is no error; `--strict` makes it one.
 */
export const vitals: Bench = async (args) => {
  const { values } = parseArgs({
    args,
    options: { repeats: { type: 'string', default: String(repeats) }, strict: { type: 'boolean', default: false } },
  });
  const bench = await openBrowserBench();
  try {
    const times = Number(values.repeats);
    const weights: Measurement[] = [];
    for (const route of await listRoutes(bench)) weights.push(await weigh(bench, route));
    const list = await repeat(() => measureList(bench), times);
    const over = weights.filter((weight) => weight['within_budget'] === false).map(({ args: { path } }) => path);
    if (values.strict && over.length > 0) throw new Error(`Over their budget of script: ${over.join(', ')}`);
    return [...weights, { bench: 'vitals list', args: { rows: listRows, repeats: times }, ...list }];
  } finally {
    await bench.close();
  }
};

async function listRoutes({ api }: BrowserBench): Promise<Route[]> {
  const blueprints = await api.blueprints.list.query();
  const blueprintId = blueprints.find(({ name }) => name === 'lighthouse')?.id ?? blueprints[0]?.id ?? '';
  const made = await api.deployments.create.mutate({ blueprintId, name: 'weighed', inputs: {} });
  if (!made.ok) throw new Error(made.problems.map(({ message }) => message).join('\n'));
  for (let row = 0; row < listRows; row++) {
    await api.secrets.put.mutate({ name: `secret-${row}`, value: 'a value that nobody needs' });
  }
  const { id: draftId } = await api.drafts.create.mutate({
    name: 'weighed',
    mainFile: 'blueprint.yaml',
    files: [{ path: 'blueprint.yaml', mode: 0o644, text: drawnText(20) }],
  });
  const shell = ['/', '/blueprints', '/deployments', '/executions', '/hosts', '/secrets', '/plugins', '/types'];
  return [
    ...[...shell, '/settings'].map((path) => ({ path, budget: budgets.shell })),
    ...[`/blueprints/${blueprintId}`, `/deployments/${made.id}`].map((path) => ({ path, budget: budgets.drawing })),
    { path: `/blueprints/${draftId}/edit?view=canvas`, budget: budgets.designer },
    { path: `/blueprints/${draftId}/edit?view=split`, budget: budgets.source },
  ];
}

/**
 * What every script that a page asks for weighs, compressed by gzip as it is sent: `script_kib` until its drawing is
 * there, or until it is quiet where it has none; `ahead_kib` what comes after the drawing, while there is nothing else to
 * do. `sent_kib` is all of it with the headers of the answers. What only workers ask for, away from the page's thread, is
 * told apart as `worker_kib`.
 */
async function weigh({ newTab }: BrowserBench, { path, budget }: Route): Promise<Measurement> {
  const tab = await newTab();
  try {
    const session = await tab.page.context().newCDPSession(tab.page);
    await session.send('Network.enable');
    const scripts = new Set<string>();
    const bodies = new Map<string, Promise<Buffer>>();
    let sent = 0;
    session.on('Network.responseReceived', ({ requestId, type }) => {
      if (type === 'Script') scripts.add(requestId);
    });
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (scripts.has(requestId)) sent += encodedDataLength;
    });
    tab.page.on('response', (response) => {
      if (response.request().resourceType() === 'script') bodies.set(response.url(), response.body());
    });
    await open(tab, path);
    const own = await tab.page.evaluate(listOwnScripts);
    const known = new Set([...own.first, ...own.ahead]);
    const kibOf = async (urls: readonly string[]) => {
      const found = await Promise.all(urls.map((url) => bodies.get(url)));
      return round(found.reduce((sum, body) => sum + (body === undefined ? 0 : gzipSync(body).length), 0) / 1024);
    };
    const kib = await kibOf(own.first);
    const workers = await kibOf([...bodies.keys()].filter((url) => !known.has(url)));
    return {
      bench: 'vitals script',
      args: { path: path.replace(/[0-9a-f-]{36}/, 'ID') },
      script_kib: kib,
      ahead_kib: await kibOf(own.ahead),
      worker_kib: workers,
      sent_kib: round(sent / 1024),
      scripts: scripts.size,
      budget_kib: budget,
      within_budget: kib <= budget,
    };
  } finally {
    await tab.close();
  }
}

/** Runs in the page: the scripts that it took itself, before its drawing was there and after. */
function listOwnScripts(): { first: string[]; ahead: string[] } {
  const [drawn] = performance.getEntriesByName('canvas-ready');
  const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
  const scripts = entries.filter(({ initiatorType }) => ['script', 'link'].includes(initiatorType));
  const isFirst = ({ startTime }: PerformanceEntry) => drawn === undefined || startTime <= drawn.startTime;
  const nameOf = ({ name }: PerformanceEntry) => name;
  return {
    first: scripts.filter(isFirst).map(nameOf),
    ahead: scripts.filter((entry) => !isFirst(entry)).map(nameOf),
  };
}

/** A list of many rows: loaded, filtered by key, a dialog opened. */
async function measureList({ newTab }: BrowserBench): Promise<Record<string, number>> {
  const tab = await newTab();
  try {
    const { page } = tab;
    await page.addInitScript(recordVitals);
    await open(tab, '/secrets');
    await page.keyboard.press('Control+k');
    const field = page.getByRole('combobox', { name: 'Search or do something' });
    await field.waitFor();
    await field.pressSequentially('secret-42');
    await page.keyboard.press('Escape');
    const { lcp, inp, shift } = await page.evaluate(() => Reflect.get(globalThis, 'benchVitals')());
    return { lcp_ms: round(lcp), inp_ms: round(inp), cls_thousandths: round(shift * 1_000) };
  } finally {
    await tab.close();
  }
}

async function open({ page }: Tab, path: string): Promise<void> {
  await page.goto(path);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.waitForLoadState('networkidle');
}

/** Runs in the page. */
function recordVitals(): void {
  let lcp = 0;
  let inp = 0;
  let shift = 0;
  const watch = (type: string, take: (entry: PerformanceEntry) => void, more: object = {}): void =>
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) take(entry);
    }).observe({ type, buffered: true, ...more });
  watch('largest-contentful-paint', ({ startTime }) => {
    lcp = startTime;
  });
  watch(
    'event',
    (entry) => {
      if (Reflect.get(entry, 'interactionId') > 0) inp = Math.max(inp, entry.duration);
    },
    { durationThreshold: 16 },
  );
  watch('layout-shift', (entry) => {
    if (!Reflect.get(entry, 'hadRecentInput')) shift += Reflect.get(entry, 'value');
  });
  Reflect.set(globalThis, 'benchVitals', () => ({ lcp, inp, shift }));
}
