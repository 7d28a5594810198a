import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { tarGz, zip } from './testing/pack.ts';
import { type UnpackResult, unpackArchive } from './unpack-archive.ts';

const limits = { packedBytes: 5_000_000, unpackedBytes: 1_000_000, entries: 100 };
const small = (archive: Uint8Array): Promise<UnpackResult> => unpackArchive(archive, limits);

function filesOf(result: UnpackResult): Record<string, string> {
  if (!result.ok) throw new Error(result.problem);
  return Object.fromEntries([...result.files].map(([path, file]) => [path, Buffer.from(file.content).toString()]));
}

function problemOf(result: UnpackResult): string {
  if (result.ok) throw new Error(`was taken: ${[...result.files.keys()].join(', ')}`);
  return result.problem;
}

describe('good archives', () => {
  const entries = [
    { name: 'shop/', type: 'directory' as const, mode: 0o40755 },
    { name: 'shop/blueprint.yaml', content: 'a: 1\n' },
    { name: 'shop/scripts/start.sh', content: '#!/bin/sh\n', mode: 0o100755 },
  ];
  const expected = { 'blueprint.yaml': 'a: 1\n', 'scripts/start.sh': '#!/bin/sh\n' };

  it('reads zip and tar.gz without their single top folder', async () => {
    expect(filesOf(await small(zip(entries)))).toEqual(expected);
    const forTar = entries.map((entry) => ({ ...entry, mode: (entry.mode ?? 0o644) & 0o777 }));
    expect(filesOf(await small(await tarGz(forTar)))).toEqual(expected);
  });

  it('keeps permission bits and nothing more', async () => {
    const result = await small(zip([{ name: 'run.sh', mode: 0o104755 }, { name: 'b.yaml' }]));
    expect(result.ok && result.files.get('run.sh')?.mode).toBe(0o755);
    expect(result.ok && result.files.get('b.yaml')?.mode).toBe(0o644);
  });

  it('keeps folders when there is more than one at the top', async () => {
    const result = await small(zip([{ name: 'a/x' }, { name: 'b/x' }]));
    expect(Object.keys(filesOf(result))).toEqual(['a/x', 'b/x']);
  });

  it('reads names with ./ and \\ as paths', async () => {
    expect(Object.keys(filesOf(await small(zip([{ name: './a.yaml' }, { name: 'dir\\b.sh' }]))))).toEqual([
      'a.yaml',
      'dir/b.sh',
    ]);
  });
});

describe('hostile names', () => {
  it.each([
    ['../evil.sh', '".."'],
    ['ok/../../evil.sh', '".."'],
    ['ok\\..\\evil.sh', '".."'],
    ['/etc/passwd', 'absolute'],
    ['\\\\server\\share', 'absolute'],
    ['C:\\evil.exe', 'drive letter'],
    ['c:evil', 'drive letter'],
    ['a\0b', 'NUL'],
    ['a\nb', 'control character'],
    [`${'a/'.repeat(70)}x`, '64 nested'],
    [`${'x'.repeat(300)}`, '255 bytes'],
  ])('refuses %j', async (name, why) => {
    const problem = problemOf(await small(zip([{ name: 'blueprint.yaml' }, { name }])));
    expect(problem).toContain(why);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none may be in the message.
    expect(problem).not.toMatch(/[\u0000-\u001f]/);
  });

  it('refuses them in tar archives too', async () => {
    expect(problemOf(await small(await tarGz([{ name: '../../evil.sh', content: 'x' }])))).toContain('../../evil.sh');
    expect(problemOf(await small(await tarGz([{ name: '/etc/cron.d/x', content: 'x' }])))).toContain('absolute');
  });

  it.each([
    [['a.yaml', 'a.yaml'], 'in it twice'],
    [['a.yaml', 'A.yaml'], 'upper and lower case'],
    [['dir/a', 'Dir/b'], 'upper and lower case'],
    [['a', 'a/b'], 'both a file and a folder'],
    [['caf\u00e9', 'cafe\u0301'], 'upper and lower case'],
  ])('refuses %j', async (names, why) => {
    expect(problemOf(await small(zip(names.map((name) => ({ name })))))).toContain(why);
  });
});

describe('hostile entries', () => {
  it('refuses links and devices', async () => {
    expect(problemOf(await small(zip([{ name: 'l', content: '/etc/passwd', mode: 0o120777 }])))).toContain('is a link');
    expect(problemOf(await small(zip([{ name: 'd', mode: 0o060666 }])))).toContain('device');
    for (const type of ['symlink', 'link'] as const) {
      expect(problemOf(await small(await tarGz([{ name: 'l', type, linkname: '/etc/passwd' }])))).toContain(
        'is a link',
      );
    }
    for (const type of ['character-device', 'block-device', 'fifo'] as const) {
      expect(problemOf(await small(await tarGz([{ name: 'd', type }])))).toContain('device');
    }
  });

  it('refuses encrypted entries', async () => {
    expect(problemOf(await small(zip([{ name: 'a', content: 'x', flags: 1 }])))).toContain('encrypted');
  });

  it('refuses what unpacks to too much, whatever the headers say', async () => {
    const zeros = Buffer.alloc(3_000_000);
    expect(problemOf(await small(zip([{ name: 'a', content: zeros }])))).toMatch(/more than 0 MB|unpacks/);
    expect(problemOf(await small(zip([{ name: 'a', content: zeros, claimedSize: 10 }])))).toMatch(
      /cannot be read|unpacks/,
    );
    expect(problemOf(await small(await tarGz([{ name: 'a', content: zeros }])))).toContain('unpacks');
  });

  it('stops at a bomb of zeros between the entries', async () => {
    const bomb = gzipSync(Buffer.alloc(200_000_000));
    expect(problemOf(await small(bomb))).toContain('unpacks');
  });

  it('refuses too many entries', async () => {
    const many = Array.from({ length: 101 }, (_, n) => ({ name: `f${n}` }));
    expect(problemOf(await small(zip(many)))).toContain('more than 100 entries');
    expect(problemOf(await small(await tarGz(many)))).toContain('more than 100 entries');
  });
});

describe('no archives', () => {
  it.each([
    ['text', Buffer.from('tosca_definitions_version: cloudify_dsl_1_3\n')],
    ['nothing', Buffer.alloc(0)],
    ['a damaged gzip', Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3])],
    ['a cut zip', zip([{ name: 'a', content: 'x'.repeat(1000) }]).subarray(0, 60)],
    ['an empty zip', zip([])],
  ])('says so for %s', async (_what, bytes) => {
    expect(problemOf(await small(bytes))).toMatch(/not an archive|cannot be read|no files/);
  });

  it('refuses one that is too large before it looks at it', async () => {
    expect(problemOf(await small(Buffer.alloc(5_000_001)))).toContain('larger than');
  });
});
