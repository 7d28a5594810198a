import { setTimeout as delay } from 'node:timers/promises';
import type { BrowserBench } from './browser.ts';

const blueprint = `tosca_definitions_version: cloudify_dsl_1_3
imports: [cloudify/types/types.yaml]
node_templates:
  web: {type: cloudify.nodes.Root}
  db: {type: cloudify.nodes.Root}
`;

/** An execution whose log was put in by SQL, and the address of its deployment's page. */
export interface SeededLog {
  execution: string;
  deployment: string;
  path: string;
  lastSeq: number;
}

/** A word that only one line has. */
export const rareWord = 'needle-in-the-log';

/** Installs something small for real and adds `lines` lines to its log, as commands write them. */
export async function seedLog({ api, database }: BrowserBench, lines: number): Promise<SeededLog> {
  const uploaded = await api.blueprints.upload.mutate({ name: `log-${lines}`, text: blueprint });
  if (!uploaded.ok) throw new Error('The blueprint was refused.');
  const created = await api.deployments.create.mutate({
    blueprintId: uploaded.blueprint.id,
    name: `log-${lines}`,
    inputs: {},
  });
  if (!created.ok) throw new Error('The deployment was refused.');
  const started = await api.executions.start.mutate({ deploymentId: created.id, workflow: 'install' });
  if (!started.ok) throw new Error('The install was refused.');
  const execution = started.id;
  for (;;) {
    const { status } = await api.executions.get.query({ id: execution });
    if (status === 'terminated') break;
    if (status === 'failed') throw new Error('The install failed.');
    await delay(50);
  }
  const { lastSeq: first } = await api.executions.events.query({ id: execution, limit: 1 });
  await insertLines(database.pool, { execution, from: first + 1, to: first + lines });
  await database.pool.query('analyze event');
  return {
    execution,
    deployment: created.id,
    path: `/deployments/${created.id}?exec=${execution}&pane=log`,
    lastSeq: first + lines,
  };
}

interface Lines {
  execution: string;
  from: number;
  to: number;
}

/** Puts in lines `from` to `to`: mostly plain, some coloured, a few warnings and errors, one with the rare word. */
export async function insertLines(
  pool: BrowserBench['database']['pool'],
  { execution, from, to }: Lines,
): Promise<void> {
  await pool.query(
    `insert into event (execution_id, seq, at, type, level, instance, node, operation, task, attempt, text, detail)
     select $1::uuid, n, now() - ($3::bigint - n) * interval '10 ms', 'log',
       case when n % 9973 = 0 then 'error' when n % 2003 = 0 then 'warning' else 'info' end,
       case when n % 2 = 0 then 'web_aaaaaa' else 'db_bbbbbb' end, case when n % 2 = 0 then 'web' else 'db' end,
       'cloudify.interfaces.lifecycle.create', 'install/' || n % 7, 1,
       case when n = $4::bigint then 'here is the ' || $5
         when n % 10 = 0 then E'\\x1b[32mok\\x1b[0m package ' || n || E' \\x1b[1mready\\x1b[0m'
         else 'step ' || n || ': copied /srv/data/part-' || n % 977 || ' to the volume in ' || n % 83 || ' ms' end,
       '{"stream": "stdout"}'::jsonb
     from generate_series($2::bigint, $3::bigint) n`,
    [execution, from, to, Math.floor(from + (to - from) * 0.7), rareWord],
  );
  await pool.query('update execution set last_seq = $2 where id = $1', [execution, to]);
  await pool.query(
    "select pg_notify('gantry_events', deployment_id || ' ' || id || ' ' || last_seq) from execution where id = $1",
    [execution],
  );
}
