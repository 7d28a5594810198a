import { createHash } from 'node:crypto';
import type { Diagnostic } from '../../../core/diagnostics/diagnostic.ts';
import type { ArchiveFile } from '../../security/archive/unpack-archive.ts';

/** The files of a blueprint by path, `/` as separator, relative to its folder. */
export type BlueprintFiles = ReadonlyMap<string, ArchiveFile>;

const yamlFile = /\.ya?ml$/i;

/** A fault of the upload as a whole, in the form in which the faults of its text are told. */
export function uploadProblem(
  code: 'UPL0001' | 'UPL0002' | 'UPL0003',
  file: string,
  text: { summary: string; detail: string; hint?: string },
): Diagnostic {
  const start = { line: 1, column: 1, offset: 0 };
  return { severity: 'error', code, ...text, range: { file, start, end: start } };
}

/** The file to begin with: the one asked for, else `blueprint.yaml`, else the only YAML file at the top. */
export function chooseMainFile(
  files: BlueprintFiles,
  wanted: string | null,
): { mainFile: string } | { problem: Diagnostic } {
  if (wanted !== null) {
    if (files.has(wanted)) return { mainFile: wanted };
    return { problem: mainFileProblem(`The archive has no file ${JSON.stringify(wanted.slice(0, 200))}.`, files) };
  }
  const usual = ['blueprint.yaml', 'blueprint.yml'].find((name) => files.has(name));
  if (usual !== undefined) return { mainFile: usual };
  const [only, ...others] = topYamlFiles(files);
  if (only !== undefined && others.length === 0) return { mainFile: only };
  const reason =
    only === undefined
      ? 'There is no YAML file at the top of the archive.'
      : 'The archive has several YAML files at the top and none is called blueprint.yaml.';
  return { problem: mainFileProblem(reason, files) };
}

function topYamlFiles(files: BlueprintFiles): string[] {
  return [...files.keys()].filter((path) => !path.includes('/') && yamlFile.test(path)).sort();
}

function mainFileProblem(reason: string, files: BlueprintFiles): Diagnostic {
  const candidates = topYamlFiles(files).slice(0, 10);
  return uploadProblem('UPL0002', 'archive', {
    summary: 'The main file is not clear',
    detail: reason,
    hint:
      candidates.length > 0
        ? `Name the main file. At the top there are: ${candidates.join(', ')}.`
        : 'Put the blueprint at the top of the archive as blueprint.yaml, or name its path.',
  });
}

/** SHA-256 over paths, modes and contents, in hexadecimal; the order of the files does not matter. */
export function hashFiles(files: BlueprintFiles): string {
  const hash = createHash('sha256');
  for (const path of [...files.keys()].sort()) {
    const file = files.get(path);
    if (file !== undefined)
      hash.update(JSON.stringify([path, file.mode, file.content.byteLength])).update(file.content);
  }
  return hash.digest('hex');
}
