import { readFileSync, writeFileSync, existsSync } from 'node:fs';
import { traceOf, differences } from '../server/plugins/kubernetes/cluster/testing/host-trace.ts';
const host = (i: number) => ({ inside: async (c: string) => (await fetch('http://127.0.0.1:7799/' + i, { method: 'POST', body: c })).text() }) as never;
for (const i of [0, 1]) { const t = await traceOf(host(i)); const f = `/tmp/e-trace-${i}.json`; if (process.argv[2] === 'save') writeFileSync(f, JSON.stringify([...t])); else console.log(i, differences(new Map(JSON.parse(readFileSync(f, 'utf8'))), t)); }
