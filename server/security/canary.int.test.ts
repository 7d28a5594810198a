import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type {
  DeploymentDetail,
  EventPage,
  ExecutionSummary,
  LogFindSummary,
  NodeInstanceDetail,
  UploadResult,
} from '../api/contract.ts';
import { readEventStream } from '../testing/read-stream.ts';
import { startTestProduct, type TestProduct } from '../testing/start-test-product.ts';
import { zip } from './archive/testing/pack.ts';
import { formsOf } from './redaction/forms.ts';

const canary = 'c4n4ry+ü/"quoted" & 7f3a91e5d2';
const keyCanary = `-----BEGIN TEST KEY-----\n${'QUJDREVGR0hJSktMTU5PUFFSU1RVVldY'}\nWkFCQ0RFRkdISUpLTE1OT1BR\n-----END TEST KEY-----\n`;

const blueprint = `tosca_definitions_version: cloudify_dsl_1_3
imports: [cloudify/types/types.yaml]
node_templates:
  app:
    type: cloudify.nodes.Root
    interfaces:
      cloudify.interfaces.lifecycle:
        create:
          implementation: leak.sh
          inputs:
            password: { get_secret: canary }
            key: { get_secret: canary_key }
            nested: { deep: [{ concat: ['x-', { get_secret: canary }, '-y'] }] }
        configure:
          implementation: fail.sh
          inputs: { password: { get_secret: canary } }
outputs:
  leak: { value: { get_secret: canary } }
  joined: { value: { concat: ['http://user:', { get_secret: canary }, '@host/'] } }
  stored: { value: { get_attribute: [app, stored] } }
`;

/** Prints the secret in every way a script can, whole and in pieces. */
const leak = `#!/bin/sh
echo "plain $password"
echo "error $password" >&2
printf 'begin %s' "$(printf %s "$password" | cut -c1-8)"; sleep 0.3; printf '%s end\\n' "$(printf %s "$password" | cut -c9-)"
printf %s "$password" | base64
printf 'ab%s' "$password" | base64
echo "$key"
echo "$nested"
ctx logger info "logged $password"
ctx instance runtime-properties stored "$password"
`;
const fail = `#!/bin/sh
echo "failing with $password" >&2
ctx abort-operation "aborted because of $password"
`;

let product: TestProduct;
const log: string[] = [];
const realWrite = process.stderr.write.bind(process.stderr);

beforeAll(async () => {
  process.stderr.write = ((text: string | Uint8Array) => {
    log.push(String(text));
    return true;
  }) as typeof process.stderr.write;
  product = await startTestProduct({ GANTRY_WORKER: '1' });
});
afterAll(async () => {
  process.stderr.write = realWrite;
  await product.stop();
});

async function dumpDatabase(): Promise<string> {
  const { db } = product.database;
  const { rows: tables } = await db.execute<{ name: string }>(sql`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`);
  const texts: string[] = [];
  for (const { name } of tables) {
    // What a script itself stores in runtime properties is kept as it is, because later operations need it.
    const row = name === 'public.node_instance' ? "to_jsonb(t) - 'runtime_properties'" : 'to_jsonb(t)';
    const { rows } = await db.execute<{ row: string }>(sql.raw(`select (${row})::text as row from ${name} t`));
    texts.push(...rows.map((row) => `${name} ${row.row}`));
  }
  return texts.join('\n');
}

async function readFolder(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => readFile(join(entry.parentPath, entry.name), 'latin1'));
  return (await Promise.all(files)).join('\n');
}

async function upload(): Promise<string> {
  const archive = zip([
    { name: 'blueprint.yaml', content: blueprint },
    { name: 'leak.sh', content: leak, mode: 0o100755 },
    { name: 'fail.sh', content: fail, mode: 0o100755 },
  ]);
  const result = (await (await product.admin.uploadArchive('name=canary', archive)).json()) as UploadResult;
  if (!result.ok) throw new Error(JSON.stringify(result.diagnostics));
  return result.blueprint.id;
}

async function waitForEnd(id: string): Promise<ExecutionSummary> {
  let last: ExecutionSummary | null = null;
  const hasEnded = async (): Promise<boolean> => {
    last = (await product.admin.query('executions.get', { id })).data as ExecutionSummary;
    return last.endedAt !== null;
  };
  await expect.poll(hasEnded, { interval: 200 }).toBe(true);
  if (last === null) throw new Error('no execution');
  return last;
}

it('shows a secret nowhere, however a blueprint uses it', async () => {
  const answers: string[] = [];
  const ask = async <T>(path: string, input?: unknown): Promise<T> => {
    const { data } = await product.admin.query(path, input);
    answers.push(JSON.stringify(data));
    return data as T;
  };
  for (const [name, value] of [
    ['canary', canary],
    ['canary_key', keyCanary],
  ] as const) {
    answers.push(JSON.stringify(await product.admin.mutate('secrets.put', { name, value })));
  }
  const blueprintId = await upload();
  const created = await product.admin.mutate('deployments.create', { blueprintId, name: 'canary', inputs: {} });
  const deploymentId = (created.data as { id: string }).id;
  const preview = async (workflow: string): Promise<string> => {
    const answer = await product.admin.mutate('executions.preview', { deploymentId, workflow });
    answers.push(JSON.stringify(answer));
    return (answer.data as { preview: { id: string } }).preview.id;
  };
  const previewId = await preview('install');
  const started = await product.admin.mutate('executions.start', { deploymentId, workflow: 'install', previewId });
  const { id } = started.data as { id: string };
  const stream = await product.admin.get(
    `/api/trpc/executions.stream?input=${encodeURIComponent(JSON.stringify({ id }))}`,
  );
  for await (const { data } of readEventStream(stream.body ?? [])) answers.push(data);
  const execution = await waitForEnd(id);
  expect(execution.status).toBe('failed');

  const events = await ask<EventPage>('executions.events', { id, after: 0, limit: 1000 });
  const text = events.events.map((event) => event.text).join('\n');
  expect(text).toContain('plain ••••');
  expect(text).toContain('logged ••••');
  expect(text).toMatch(/begin ••••.* end/);
  expect(text).toContain('aborted because of ••••');
  // The log does not know the secret: nobody finds it by guessing, and no download holds it.
  for (const form of [canary, canary.slice(2, 12)]) {
    const found = await ask<LogFindSummary>('executions.findSummary', { id, find: { text: form } });
    expect(found.count).toBe(0);
  }
  expect(await ask('executions.findSummary', { id, find: { text: 'plain ••••' } })).toMatchObject({ count: 1 });
  for (const query of ['format=txt&ansi=keep', 'format=ndjson']) {
    const file = await (await product.admin.get(`/api/executions/${id}/log?${query}`)).text();
    expect(file).toContain('plain ••••');
    answers.push(file);
  }
  const deployment = await ask<DeploymentDetail>('deployments.get', { id: deploymentId });
  expect(deployment.outputs.find((output) => output.name === 'leak')?.value).toBe('••••');
  expect(deployment.outputs.find((output) => output.name === 'joined')?.value).toBe('http://user:••••@host/');
  const instanceId = deployment.topology.nodes[0]?.instances[0]?.id;
  await ask<NodeInstanceDetail>('deployments.instance', { id: deploymentId, instanceId });
  await ask('executions.getPreview', { id: await preview('uninstall') });
  await ask('deployments.workflows', { id: deploymentId });
  await ask('blueprints.get', { id: blueprintId });
  await ask('secrets.list');
  await ask('executions.search', {});

  // This machine was a host of the run, and hosts forget a run soon after its end.
  await expect.poll(() => readFolder(product.folder)).not.toContain('plain');
  const sinks = {
    answers: answers.join('\n'),
    database: await dumpDatabase(),
    log: [...log, ...product.said].join('\n'),
    folder: await readFolder(product.folder),
  };
  const forms = [...formsOf(canary), ...formsOf(keyCanary), Buffer.from(canary).toString('hex')];
  const hits = Object.entries(sinks).flatMap(([sink, content]) => {
    const found = forms.filter((form) => content.includes(form));
    return found.map((form) => {
      const at = content.indexOf(form);
      return `${sink}: ${content.slice(Math.max(0, at - 120), at + form.length + 20)}`;
    });
  });
  expect(hits).toEqual([]);
});
