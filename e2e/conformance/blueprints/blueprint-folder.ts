import { readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { SourceReader } from '../../../core/ports/ports.ts';
import { createCatalogueReader } from '../../../server/plugins/catalogue.ts';
import type { RecordedBlueprint } from './origin.ts';

const catalogue = createCatalogueReader();

/** Scripts that the stored folders leave out, by folder. */
export type Stubs = Readonly<Record<string, readonly string[]>>;

export function readStubs(root: string): Stubs {
  return JSON.parse(readFileSync(join(root, 'STUBS.json'), 'utf8')) as Stubs;
}

/** Reads a blueprint's own files from its folder, and everything else from the product's catalogue. No network. */
export function readerOf(root: string, { folder, path, repair }: RecordedBlueprint, stubs: Stubs): SourceReader {
  const absent = new Set(stubs[folder]);
  const submodule = `${posix.dirname(path)}/plugins/cloudify-proxy-plugin/`;
  const fileOf = (location: string): string | null => {
    const mended = repair !== null && location.startsWith(submodule);
    const file = mended ? join(root, repair, location.slice(submodule.length)) : join(root, folder, location);
    return statSync(file, { throwIfNoEntry: false })?.isFile() ? file : null;
  };
  return {
    read: async (location, version) => {
      if (/^[a-z]+:/.test(location)) return catalogue.read(location, version);
      const file = fileOf(location);
      if (file !== null) return readFileSync(file, 'utf8');
      return absent.has(location) ? '' : null;
    },
    exists: (location) => !/^[a-z]+:/.test(location) && (absent.has(location) || fileOf(location) !== null),
  };
}
