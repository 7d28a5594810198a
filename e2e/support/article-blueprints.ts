import { existsSync } from 'node:fs';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NewDraft } from '../../server/api/draft-contract.ts';

/** Blueprints that articles about Cloudify made known; they are beside the project, and tests without them are skipped. */
const folder = join(import.meta.dirname, '../../../shared/blueprints');

const articles = {
  'kubernetes-bare-metal': ['cfy3@1.4/kub', 'test/barevm-blueprint.yaml'],
  'hybrid-services': ['hybrid-blueprint@f7eb98c', 'openstack-proxy-example/openstack-hybridservices-blueprint.yaml'],
  'kubernetes-cluster': ['kubernetes-cluster-blueprint', 'openstack-blueprint.yaml'],
  nodecellar: ['nodecellar-example@HEAD', 'openstack-blueprint.yaml'],
} as const;

export type Article = keyof typeof articles;

export const articleNames = Object.keys(articles) as Article[];

export const hasArticles = existsSync(folder);

type ArticleDraft = Omit<NewDraft, 'files'> & { files: { path: string; mode: number; text: string }[] };

/** A draft with all texts of an article's blueprint, unchanged. */
export async function articleDraft(name: Article): Promise<ArticleDraft> {
  const [path, mainFile] = articles[name];
  const files: { path: string; mode: number; text: string }[] = [];
  for await (const entry of glob('**/*', { cwd: join(folder, path), withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const full = join(entry.parentPath, entry.name);
    const text = await readFile(full, 'utf8');
    if (!text.includes('\0')) files.push({ path: full.slice(join(folder, path).length + 1), mode: 0o644, text });
  }
  return { name, mainFile, files };
}
