import type { UploadResult } from '../../api/contract.ts';
import type { Actor } from '../../security/actor.ts';
import { unpackArchive } from '../../security/archive/unpack-archive.ts';
import type { ServiceDependencies } from '../dependencies.ts';
import { type BlueprintFiles, chooseMainFile, uploadProblem } from './blueprint-source.ts';
import { compileFiles } from './compile-files.ts';
import { storeBlueprint } from './store-blueprint.ts';

/** Stores a blueprint of one file, or says what is wrong with it and changes nothing. */
export async function uploadBlueprint(
  dependencies: ServiceDependencies,
  actor: Actor,
  { name, text }: { name: string; text: string },
): Promise<UploadResult> {
  const mainFile = 'blueprint.yaml';
  const files = new Map([[mainFile, { mode: 0o644, content: new TextEncoder().encode(text) }]]);
  return compileAndStore(dependencies, actor, { name, mainFile, files });
}

/** Stores a blueprint packed as zip or tar.gz, or says what is wrong with it and changes nothing. */
export async function uploadArchive(
  dependencies: ServiceDependencies,
  actor: Actor,
  { name, mainFile: wanted, archive }: { name: string; mainFile: string | null; archive: Uint8Array },
): Promise<UploadResult> {
  const unpacked = await unpackArchive(archive);
  if (!unpacked.ok) {
    const text = { summary: 'The archive is refused', detail: unpacked.problem };
    return { ok: false, diagnostics: [uploadProblem('UPL0001', 'archive', text)], sources: {} };
  }
  const choice = chooseMainFile(unpacked.files, wanted);
  if ('problem' in choice) return { ok: false, diagnostics: [choice.problem], sources: {} };
  return compileAndStore(dependencies, actor, { name, mainFile: choice.mainFile, files: unpacked.files });
}

async function compileAndStore(
  dependencies: ServiceDependencies,
  actor: Actor,
  source: { name: string; mainFile: string; files: BlueprintFiles },
): Promise<UploadResult> {
  const { plan, diagnostics, sources, dialect } = await compileFiles(source, dependencies.operationNames);
  if (plan === null || diagnostics.some((item) => item.severity === 'error')) {
    const named = new Set(diagnostics.map((item) => item.range.file));
    const shown = Object.entries(sources).filter(([file]) => named.has(file));
    return { ok: false, diagnostics, sources: Object.fromEntries(shown) };
  }
  const { id, name } = await storeBlueprint(dependencies, actor, {
    ...source,
    plan,
    diagnostics,
    dialect,
    example: false,
  });
  return { ok: true, blueprint: { id, name }, diagnostics };
}
