import { withoutNamespace } from '../../core/dsl/index.ts';

type ReadFile = (path: string) => Promise<Uint8Array | null>;

/**
 * A file of the blueprint by the path that a plan names: as written, else without the namespace that its definition was
 * imported under (dsl.md section 3). Null when there is neither.
 */
export async function readResource(readFile: ReadFile, path: string): Promise<Uint8Array | null> {
  const content = await readFile(path);
  const plain = withoutNamespace(path);
  return content === null && plain !== path ? readFile(plain) : content;
}

/** The paths of the blueprint's files below a folder, found like a file by `readResource`. */
export async function listResources(listFiles: () => Promise<string[]>, folder: string): Promise<string[]> {
  const all = await listFiles();
  const below = (name: string): string[] => {
    const prefix = name.replace(/^(\.?\/)+|\/+$/g, '');
    return prefix === '' || prefix === '.' ? all : all.filter((path) => path.startsWith(`${prefix}/`));
  };
  const found = below(folder);
  return found.length > 0 ? found : below(withoutNamespace(folder));
}
