import { posix } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { compileBlueprint, createCompiler } from '../../../core/dsl/index.ts';
import { brokenPromises } from '../../../core/dsl/testing/broken-promises.ts';
import { mutate } from '../../../core/dsl/testing/mutate.ts';
import { seededRandom } from '../../../core/dsl/testing/random.ts';
import type { SourceReader } from '../../../core/ports/ports.ts';
import { createCatalogueReader } from '../../../server/plugins/catalogue.ts';
import type { Project } from './corpus.ts';

/** A blueprint with one damaged file. */
export interface FuzzCase {
  project: Project;
  /** The damaged file. */
  path: string;
  text: string;
}

const catalogue = createCatalogueReader();
const donorsInCase = 8;

/** The case of a seed and a number, always the same one for the same corpus. */
export function makeCase(corpus: readonly Project[], seed: number, number: number): FuzzCase {
  const random = seededRandom(Math.imul(seed, 0x9e3779b1) + number);
  const project = random.pick(corpus);
  const beside = [...project.files.keys()].filter((path) => posix.dirname(path) === posix.dirname(project.mainFile));
  const path = random.once(5) ? random.pick(beside) : project.mainFile;
  const donors = Array.from({ length: donorsInCase }, () => {
    const { files, mainFile } = random.pick(corpus);
    return files.get(mainFile) ?? '';
  });
  return { project, path, text: mutate(project.files.get(path) ?? '', random, donors) };
}

/**
 * Compiles the damaged blueprint and asks for a deployment, and compiles it as an edit of the sound one, which must give
 * the same. Returns what is wrong with the compiler, or nothing.
 */
export async function runCase({ project, path, text }: FuzzCase): Promise<string[]> {
  const { mainFile } = project;
  const sound = readerOf((location) => project.files.get(location) ?? null);
  const damaged = readerOf((location) => (location === path ? text : (project.files.get(location) ?? null)));
  try {
    const compilation = await compileBlueprint({ mainFile, reader: damaged });
    const compiler = createCompiler();
    await compiler.compile({ mainFile, reader: sound });
    const edited = await compiler.compile({ mainFile, reader: damaged });
    const differs = isDeepStrictEqual(edited, compilation) ? [] : ['an edit gives something else than compiling anew'];
    return [...(await brokenPromises(compilation, mainFile)), ...differs, ...pollution()];
  } catch (error) {
    return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
  }
}

function readerOf(read: (location: string) => string | null): SourceReader {
  return {
    read: async (location) => read(location) ?? catalogue.read(location),
    // Scripts are not part of the corpus; without them few blueprints would get beyond their first operation.
    exists: (location) => read(location) !== null || catalogue.exists(location) || /\.(sh|py|rb|clj)$/.test(location),
  };
}

const ownKeys = Reflect.ownKeys(Object.prototype).length;

function pollution(): string[] {
  return Reflect.ownKeys(Object.prototype).length === ownKeys ? [] : ['Object.prototype was changed'];
}
