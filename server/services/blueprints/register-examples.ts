import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { findBlueprintByName } from '../../../db/repositories/blueprint.ts';
import type { ArchiveFile } from '../../security/archive/unpack-archive.ts';
import { product, type ServiceDependencies } from '../dependencies.ts';
import { type BlueprintFiles, hashFiles } from './blueprint-source.ts';
import { compileFiles } from './compile-files.ts';
import { storeBlueprint } from './store-blueprint.ts';

const mainFile = 'blueprint.yaml';

/** Offers each folder of `folder` that has a blueprint.yaml as a blueprint of its name; only changed ones get a new version. */
export async function registerExamples(dependencies: ServiceDependencies, folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries.filter((one) => one.isDirectory())) {
    const files = await readFolder(join(folder, entry.name));
    if (!files.has(mainFile)) continue;
    // An example is a help; the product starts without one, too.
    await registerExample(dependencies, entry.name, files).catch((fault: unknown) =>
      dependencies.log('error', 'an example cannot be offered', { example: entry.name, fault }),
    );
  }
}

async function registerExample(dependencies: ServiceDependencies, name: string, files: BlueprintFiles): Promise<void> {
  const known = await findBlueprintByName(dependencies.db, product.tenant.id, name);
  // A person's own blueprint of that name stays as it is.
  if (known !== null && (!known.example || known.contentHash === hashFiles(files))) return;
  const { plan, diagnostics, dialect } = await compileFiles({ files, mainFile }, dependencies.operationNames);
  const errors = diagnostics.filter((item) => item.severity === 'error');
  if (plan === null || errors.length > 0) {
    const [first] = errors;
    const detail = { example: name, problem: first?.detail, line: first?.range.start.line, file: first?.range.file };
    dependencies.log('error', 'an example does not compile', detail);
    return;
  }
  await storeBlueprint(dependencies, product, { name, mainFile, files, plan, diagnostics, dialect, example: true });
}

async function readFolder(root: string): Promise<Map<string, ArchiveFile>> {
  const files = new Map<string, ArchiveFile>();
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const mode = (await stat(path)).mode & 0o111 ? 0o755 : 0o644;
    files.set(relative(root, path).split(sep).join('/'), { mode, content: await readFile(path) });
  }
  return files;
}
