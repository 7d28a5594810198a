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
