import { describe, expect, it } from 'vitest';
import { KubernetesFault } from '../kubernetes-fault.ts';
import { identityOf, objectsOf } from './kubernetes-object.ts';
import { readManifest } from './read-manifest.ts';

describe('a manifest', () => {
  it.each<[text: string, documents: unknown[]]>([
    ['a: 1', [{ a: 1 }]],
    ['---\na: 1\n---\n# nothing\n---\nb: 2\n', [{ a: 1 }, { b: 2 }]],
    ['# by hand\n---\na: 1\n', [{ a: 1 }]],
    ['%YAML 1.1\n---\na: 1\n', [{ a: 1 }]],
    ['--- {a: 1}\n--- {b: 2}', [{ a: 1 }, { b: 2 }]],
    ['text: |\n  one\n  ---\n  two\n', [{ text: 'one\n---\ntwo\n' }]],
    ['{"a": [1, true, null]}', [{ a: [1, true, null] }]],
    ['', []],
    ['---\n---\n', []],
  ])('%j is read', (text, documents) => {
    expect(readManifest('m.yaml', text)).toEqual(documents);
  });

  it('says in which line of the whole file the mistake is', () => {
    const read = () => readManifest('m.yaml', 'a: 1\n---\nb: 2\n---\n\nc: [1\n');
    expect(read).toThrow(KubernetesFault);
    expect(read).toThrow(/^m\.yaml, line [67]:/);
  });
});

describe('the objects of a document', () => {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'shop' } };

  it('are itself, or the items of a list', () => {
    expect(objectsOf(pod, 'it')).toEqual([pod]);
    const list = { apiVersion: 'v1', kind: 'List', items: [pod, { apiVersion: 'v1', kind: 'List', items: [pod] }] };
    expect(objectsOf(list, 'it')).toEqual([pod, pod]);
    expect(identityOf(objectsOf(pod, 'it')[0]!)).toEqual({
      ...{ apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'web' },
    });
  });

  it.each([
    ['text', /is not a Kubernetes object/],
    [{ kind: 'Pod', metadata: { name: 'a' } }, /no apiVersion/],
    [{ apiVersion: 'a/b/c', kind: 'Pod', metadata: { name: 'a' } }, /no apiVersion/],
    [{ apiVersion: 'v1', metadata: { name: 'a' } }, /no kind/],
    [{ apiVersion: 'v1', kind: 'Pod' }, /no name/],
    [{ apiVersion: 'v1', kind: 'List', items: [{}] }, /Item 0 of it/],
  ])('are refused with a reason: %j', (document, says) => {
    expect(() => objectsOf(document, 'it')).toThrow(says);
  });

  it('may be named by the server', () => {
    const [unnamed] = objectsOf({ ...pod, metadata: { generateName: 'web-' } }, 'it');
    expect(identityOf(unnamed!).name).toBe('web-*');
  });
});
