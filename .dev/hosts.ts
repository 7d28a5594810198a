import { writeFileSync } from 'node:fs';
import { startClusterHosts } from '../e2e/cluster-hosts/cluster-hosts.ts';
const h = await startClusterHosts({ count: 2, containers: process.argv[2] === 'c' });
writeFileSync('/tmp/e-hosts.json', JSON.stringify(h.hosts.map((x) => ({ ...x }))));
globalThis.process.on('SIGTERM', async () => { await h.close(); process.exit(0); });
const { createServer } = await import('node:http');
createServer(async (q, r) => { let b=''; for await (const c of q) b+=c; const i = Number(q.url!.slice(1)); try { r.end(await h.hosts[i]!.inside(b)); } catch (e) { r.end('ERR ' + e); } }).listen(7799, '127.0.0.1');
console.log('up');
