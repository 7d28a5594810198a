import { expect, test } from 'vitest';
import { planRemote } from './folder-plan.ts';
import type { RemoteEntry, RemoteStore } from './remote-store.ts';

/** A machine whose folders are these; what it says need not be true. */
function machine(folders: Record<string, RemoteEntry[]>): RemoteStore {
  const none = () => Promise.reject(new Error('not asked for'));
  return {
    find: () => Promise.resolve(null),
    list: (folder) => Promise.resolve(folders[folder] ?? []),
    resolve: (path) => Promise.resolve(path),
    makeFolder: none,
    write: none,
    read: () => [] as unknown as AsyncIterable<Uint8Array>,
    close: () => undefined,
  };
}

const entry = (name: string, type: RemoteEntry['type']): RemoteEntry => ({ name, type, size: 1, mode: 0o500 });

test.each(['..', '.', '', 'a/b', '/etc/passwd', 'a\\b', 'a\0b'])(
  'a machine that names a file %o is refused',
  async (name) => {
    const evil = machine({ '/srv': [entry('good', 'folder')], '/srv/good': [entry(name, 'file')] });
    await expect(planRemote(evil, '/srv', 'u@h:22')).rejects.toThrow(/u@h:22 lists a file with the name/);
  },
);

test('folders come after those they lie in, and can be filled', async () => {
  const plan = await planRemote(
    machine({
      '/srv': [entry('a', 'folder'), entry('f', 'file'), entry('dangling', 'link'), entry('pipe', 'other')],
      '/srv/a': [entry('b', 'folder')],
      '/srv/a/b': [entry('g', 'file')],
    }),
    '/srv',
    'u@h:22',
  );
  expect(plan.folders).toEqual([
    { path: 'a', mode: 0o700 },
    { path: 'a/b', mode: 0o700 },
  ]);
  expect(plan.files.map(({ path }) => path)).toEqual(['f', 'a/b/g']);
  expect(plan.skipped).toEqual(['dangling', 'pipe']);
});
