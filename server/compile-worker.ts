import { parentPort, workerData } from 'node:worker_threads';
import { compileBlueprint } from '../core/dsl/index.ts';
import type { SourceReader } from '../core/ports/ports.ts';
import { createCatalogueReader } from './plugins/catalogue.ts';
import { addMissingStops } from './plugins/kubernetes/cluster/missing-stops.ts';

/** What the thread is started with. Only the files that may be YAML have their contents. */
export interface CompileWorkerData {
  mainFile: string;
  texts: Map<string, Uint8Array>;
  paths: Set<string>;
}

const { mainFile, texts, paths } = workerData as CompileWorkerData;
const catalogue = createCatalogueReader();
const decoder = new TextDecoder('utf-8', { ignoreBOM: false });

const reader: SourceReader = {
  read: async (location, version) => {
    const bytes = texts.get(location);
    return bytes === undefined ? catalogue.read(location, version) : decoder.decode(bytes);
  },
  exists: (location) => paths.has(location) || catalogue.exists(location),
  explain: (location) => catalogue.explain?.(location) ?? null,
};

const compilation = await compileBlueprint({ mainFile, reader });
addMissingStops(compilation.plan?.nodes ?? []);
parentPort?.postMessage(compilation);
