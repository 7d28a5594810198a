import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** A blueprint with the files beside it. */
export interface Project {
  name: string;
  mainFile: string;
  /** YAML texts by path from the project's folder. */
  files: ReadonlyMap<string, string>;
}

/** Larger files make each case slow and teach nothing new. */
const largestFile = 64 * 1024;
const examples = join(import.meta.dirname, '../../../examples');

/** Every blueprint below a folder of projects; the examples of the product when there is no such folder. */
export function readCorpus(folder: string): Project[] {
  const root = existsSync(folder) ? folder : examples;
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => projectsIn(join(root, entry.name), entry.name));
}

function projectsIn(folder: string, name: string): Project[] {
  const files = new Map<string, string>();
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !/\.ya?ml$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const text = readFileSync(path, 'utf8');
    if (text.length <= largestFile) files.set(relative(folder, path), text);
  }
  const mains = [...files].filter(
    ([, text]) => /^tosca_definitions_version:/m.test(text) && /^node_templates:/m.test(text),
  );
  return mains.map(([mainFile]) => ({ name, mainFile, files }));
}
