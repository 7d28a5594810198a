import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileBlueprint } from '../../core/dsl/index.ts';
import { createCatalogueReader } from '../../server/plugins/catalogue.ts';

const folder = path.resolve(import.meta.dirname, '../../docs/language');
const pages = readdirSync(folder).filter((name) => name.endsWith('.md'));
const catalogue = createCatalogueReader();
const prelude = 'tosca_definitions_version: cloudify_dsl_1_5\nimports:\n  - cloudify/types/types.yaml\n';

/** What calls of functions in the examples refer to. */
const surroundings = `
inputs:
  port: { default: 80 }
  endpoint: { default: { port: 80 } }
  defaults: { default: { region: south } }
  url: { default: 'http://shop' }
  name: { default: Shop }
  version: { default: '1.2.3' }
node_templates:
  host: { type: cloudify.nodes.Compute }
  worker: { type: cloudify.nodes.Compute }
  asking:
    type: asking
    interfaces:
      own:
        ask: { implementation: asked.ask, inputs: { answer: CALL } }
node_types:
  asking:
    properties: { endpoint: { default: { port: 80 } } }
plugins:
  asked: { executor: central_deployment_agent, install: false }
`;

interface Block {
  info: string;
  text: string;
  line: number;
}

function blocksOf(page: string): Block[] {
  const text = readFileSync(path.join(folder, page), 'utf8');
  return [...text.matchAll(/^```(\w[^\n]*)\n([\s\S]*?)^```$/gm)].map((match) => ({
    info: match[1] ?? '',
    text: match[2] ?? '',
    line: text.slice(0, match.index).split('\n').length,
  }));
}

async function problemsOf(text: string, beside: ReadonlyMap<string, string>): Promise<string[]> {
  const main = /^tosca_definitions_version/m.test(text) ? text : prelude + text;
  const files = new Map([...beside, ['blueprint.yaml', main]]);
  const { diagnostics } = await compileBlueprint({
    mainFile: 'blueprint.yaml',
    reader: {
      read: async (location) => files.get(location) ?? catalogue.read(location),
      exists: (location) => files.has(location) || catalogue.exists(location) || /^(scripts|policies)\//.test(location),
    },
  });
  return diagnostics.map((item) => `${item.code} line ${item.range.start.line}: ${item.detail}`);
}

describe.each(pages)('%s', (page) => {
  const blocks = blocksOf(page);
  const beside = new Map(
    blocks.flatMap(({ info, text }) => (info.includes(' file=') ? [[info.split('=')[1] ?? '', text] as const] : [])),
  );

  it('has examples that compile', async () => {
    for (const { info, text, line } of blocks) {
      if (!info.startsWith('yaml') || info === 'yaml wrong' || info.includes(' file=')) continue;
      const whole = info === 'yaml call' ? surroundings.replace('CALL', text.trim()) : text;
      expect(await problemsOf(whole, beside), `the example in line ${line}`).toEqual([]);
    }
  });

  it('has links that lead somewhere', () => {
    const text = readFileSync(path.join(folder, page), 'utf8');
    for (const [, target = '', anchor] of text.matchAll(/\]\(([\w.-]*)(?:#([\w-]+))?\)/g)) {
      const file = path.join(folder, target === '' ? page : target);
      expect(existsSync(file), `${target} does not exist`).toBe(true);
      if (anchor !== undefined) expect(anchorsOf(file)).toContain(anchor);
    }
  });
});

function anchorsOf(file: string): string[] {
  const headings = readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm);
  return [...headings].map(([, text = '']) =>
    text
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );
}
