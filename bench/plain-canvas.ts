import { join } from 'node:path';
import { build } from 'esbuild';

/** React Flow without any of our measures, in a page of its own: what the canvas is compared with, on the same machine. */
const source = `
import { createElement as h } from 'react';
import { createRoot } from 'react-dom/client';
import { ReactFlow } from '@xyflow/react';
const count = Number(location.hash.slice(1));
const columns = Math.ceil(Math.sqrt(count));
const look = { width: 224, height: 84, border: '1px solid #ccc', borderRadius: 8, padding: 8 };
const row = (text) => h('div', null, h('span', null, text), h('span', null, 'Compute'), h('span', null, '1/1'));
const label = (i) => h('div', null, row('node_' + i), h('div', null, ...[0, 1, 2].map((k) => h('i', { key: k }, '●'))));
const nodes = Array.from({ length: count }, (_, i) => ({
  id: String(i), style: look, data: { label: label(i) },
  position: { x: (i % columns) * 240, y: Math.floor(i / columns) * 100 },
}));
const edges = nodes.slice(0, Math.floor(count * 0.8)).map(({ id }) => ({ id: 'e' + id, source: id, target: String((Number(id) * 7 + 1) % count) }));
const onInit = () => requestAnimationFrame(() => performance.mark('canvas-ready'));
createRoot(document.getElementById('root')).render(h(ReactFlow, { nodes, edges, fitView: true, minZoom: 0.01, onInit }));
`;

/** The page as text. How many nodes it draws is what comes after the # of its address. */
export async function buildPlainCanvas(): Promise<string> {
  const root = join(import.meta.dirname, '..');
  const { outputFiles } = await build({
    stdin: { contents: `${source}\nimport '@xyflow/react/dist/style.css';`, resolveDir: root, loader: 'js' },
    bundle: true,
    minify: true,
    write: false,
    outdir: '/',
    format: 'iife',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const text = (end: string) => outputFiles.find(({ path }) => path.endsWith(end))?.text ?? '';
  const script = text('.js').replaceAll('</script', '<\\/script');
  return `<!doctype html><style>${text('.css')} html, body, #root { margin: 0; height: 100% }</style><div id="root"></div><script>${script}</script>`;
}
