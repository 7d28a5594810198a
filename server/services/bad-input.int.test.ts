import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { CreateDeploymentResult, UploadResult } from '../api/contract.ts';
import { zip } from '../security/archive/testing/pack.ts';
import { startTestProduct, type TestProduct } from '../testing/start-test-product.ts';

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct();
});
afterAll(() => product.stop());

const tables = [
  'blueprint',
  'blueprint_version',
  'blueprint_file',
  'deployment',
  'node_instance',
  'execution',
  'audit_entry',
];

async function countRows(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of tables) {
    const { rows } = await product.database.db.execute<{ n: number }>(
      sql.raw(`select count(*)::int as n from "${table}"`),
    );
    counts[table] = rows[0]?.n ?? -1;
  }
  return counts;
}

async function upload(text: string): Promise<UploadResult> {
  const answer = await product.admin.mutate('blueprints.upload', { name: 'bad', text });
  expect(answer.status).toBe(200);
  return answer.data as UploadResult;
}

function firstError(result: UploadResult): Diagnostic {
  const error = result.ok ? undefined : result.diagnostics.find((item) => item.severity === 'error');
  if (error === undefined) throw new Error('no error was reported');
  return error;
}

const header = 'tosca_definitions_version: cloudify_dsl_1_4\nimports:\n  - cloudify/types/types.yaml\n';
const good = `${header}inputs:\n  size: { type: integer }\nnode_templates:\n  a: { type: cloudify.nodes.Root }\n`;

function bomb(): string {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
  for (let level = 1; level < 12; level += 1) {
    lines.push(`a${level}: &a${level} [${Array.from({ length: 9 }, () => `*a${level - 1}`).join(', ')}]`);
  }
  return `${header}dsl_definitions:\n${lines.map((line) => `  ${line}`).join('\n')}\n`;
}

describe('a bad blueprint', () => {
  let before: Record<string, number>;
  beforeEach(async () => {
    before = await countRows();
  });

  it.each([
    ['not YAML', 'a: [1, 2\nb: }', /YAML/],
    ['a YAML bomb', bomb(), /expand|alias/i],
    ['2,000 levels, flow', `${header}x: ${'['.repeat(2000)}${']'.repeat(2000)}\n`, /nested|deep/i],
    [
      '2,000 levels, block',
      `${header}x:\n${Array.from({ length: 2000 }, (_, n) => `${' '.repeat(n + 1)}a:`).join('\n')}\n`,
      /nested|deep/i,
    ],
    ['2,000 levels, sequence', `${header}x:\n  ${'- '.repeat(2000)}a\n`, /nested|deep/i],
    ['an unknown type', `${header}node_templates:\n  a: { type: cloudify.nodes.Compte }\n`, /type/i],
    ['nothing', '', /./],
  ])('of the kind "%s" is refused with a place and changes nothing', async (_kind, text, summary) => {
    const error = firstError(await upload(text));
    expect(`${error.summary} ${error.detail}`).toMatch(summary);
    expect(error.range.file).toBe('blueprint.yaml');
    expect(error.range.start.line).toBeGreaterThan(0);
    expect(await countRows()).toEqual(before);
  });

  it('names the type that was meant', async () => {
    const error = firstError(await upload(`${header}node_templates:\n  a: { type: cloudify.nodes.Compte }\n`));
    expect(error.code).toBe('DSL0007');
    expect(error.range.start.line).toBe(5);
    expect(`${error.detail} ${error.hint}`).toContain('cloudify.nodes.Compute');
  });

  it('shows the source of what is wrong', async () => {
    const result = await upload(`${header}node_templates:\n  a: { type: nothing }\n`);
    expect(result.ok ? null : result.sources['blueprint.yaml']).toContain('type: nothing');
  });
});

describe('a bad archive', () => {
  async function put(search: string, archive: Uint8Array): Promise<UploadResult> {
    const response = await product.admin.uploadArchive(search, archive);
    expect(response.status).toBe(200);
    return (await response.json()) as UploadResult;
  }

  it.each([
    [
      'with ../',
      zip([
        { name: 'blueprint.yaml', content: good },
        { name: '../evil.sh', content: 'x' },
      ]),
      /"\.\.\/evil\.sh"/,
    ],
    [
      'with a link',
      zip([
        { name: 'blueprint.yaml', content: good },
        { name: 'l', content: '/etc', mode: 0o120777 },
      ]),
      /link/,
    ],
    ['that is none', Buffer.from('hello'), /not an archive/],
    ['without YAML', zip([{ name: 'readme.md', content: 'x' }]), /no YAML file/],
    [
      'with two main files',
      zip([
        { name: 'a.yaml', content: good },
        { name: 'b.yaml', content: good },
      ]),
      /a\.yaml, b\.yaml/,
    ],
  ])('%s is refused and changes nothing', async (_kind, archive, message) => {
    const before = await countRows();
    const error = firstError(await put('name=bad', archive));
    expect(`${error.detail} ${error.hint}`).toMatch(message);
    expect(await countRows()).toEqual(before);
  });

  it('needs a name', async () => {
    const response = await product.admin.uploadArchive('name=', zip([{ name: 'blueprint.yaml', content: good }]));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      code: 'bad-request',
      message: expect.stringContaining('must not be empty'),
    });
  });

  it('is refused when the main file that was named is not in it', async () => {
    const error = firstError(await put('name=bad&main=other.yaml', zip([{ name: 'blueprint.yaml', content: good }])));
    expect(error.detail).toContain('other.yaml');
  });
});

describe('a deployment', () => {
  let blueprintId: string;
  beforeAll(async () => {
    const result = (await product.admin.mutate('blueprints.upload', { name: 'good', text: good })).data as UploadResult;
    if (!result.ok) throw new Error(JSON.stringify(result.diagnostics));
    blueprintId = result.blueprint.id;
  });

  const create = async (inputs: unknown, name = 'd'): Promise<CreateDeploymentResult> =>
    (await product.admin.mutate('deployments.create', { blueprintId, name, inputs })).data as CreateDeploymentResult;

  it.each([
    [{}, 'size'],
    [{ size: 'big' }, 'size'],
    [{ size: 1, colour: 'red' }, 'colour'],
  ])('with the inputs %j is refused at %s', async (inputs, input) => {
    const before = await countRows();
    const result = await create(inputs);
    expect(result).toMatchObject({ ok: false });
    expect(result.ok ? [] : result.problems.map((problem) => problem.input)).toContain(input);
    expect(await countRows()).toEqual(before);
  });

  it('with a name that is taken is refused', async () => {
    expect(await create({ size: 1 }, 'twice')).toMatchObject({ ok: true });
    const before = await countRows();
    expect(await create({ size: 1 }, 'twice')).toMatchObject({ ok: false, problems: [{ input: null }] });
    expect(await countRows()).toEqual(before);
  });

  it('keeps its blueprint from being deleted, and says so by name', async () => {
    await create({ size: 1 }, 'keeper');
    const answer = await product.admin.mutate('blueprints.delete', { id: blueprintId });
    expect(answer).toMatchObject({ status: 409, message: expect.stringContaining('"keeper"') });
  });

  it('cannot run what its blueprint does not have', async () => {
    const created = await create({ size: 1 }, 'runner');
    const deploymentId = created.ok ? created.id : '';
    const start = (workflow: string) => product.admin.mutate('executions.start', { deploymentId, workflow });
    expect(await start('dance')).toMatchObject({
      status: 400,
      message: expect.stringContaining('no workflow "dance"'),
    });
    expect(await start('uninstall')).toMatchObject({
      status: 409,
      message: expect.stringContaining('uninstalled already'),
    });
  });
});
