import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { openBlueprint } from '../../../core/dsl/edit/index.ts';
import { type Compilation, createCompiler } from '../../../core/dsl/index.ts';
import type { SourceReader } from '../../../core/ports/ports.ts';
import { createCatalogueReader } from '../../../server/plugins/catalogue.ts';
import type { Specimen } from './check-edit.ts';
import { asObject } from './data.ts';
import type { Documents } from './documents.ts';
import { firstDifference, type KnownPairs } from './first-difference.ts';
import { DocumentReader } from './read-document.ts';

/** Compares the plan of edited texts with that of the data they should say; null when neither can be compiled. */
export type ComparePlans = (edited: Record<string, string>, expected: Documents) => Promise<string | null>;

/** A blueprint under test, and how its plans are compared. */
export interface Opened {
  specimen: Specimen;
  compare: ComparePlans | null;
}

/** A file as the main one of a blueprint; null when it has nothing to edit or is no blueprint. */
export async function openSpecimen(root: string, file: string): Promise<Opened | null> {
  const [folder = '', ...rest] = file.split('/');
  const mainFile = rest.length === 0 ? folder : rest.join('/');
  const base = rest.length === 0 ? root : join(root, folder);
  const known: Record<string, string> = { [mainFile]: readFileSync(join(root, file), 'utf8') };
  const sources = new Proxy(known, { getOwnPropertyDescriptor: (all, name) => lazily(all, base, String(name)) });
  return await specimenOf(sources, { mainFile, folder: base });
}

/** The main file of these texts with what it imports of them; `folder`: where their scripts would be. */
export async function specimenOf(
  sources: Record<string, string>,
  { mainFile, folder }: { mainFile: string; folder: string },
): Promise<Opened | null> {
  const first = openBlueprint({ mainFile, sources });
  const documents: Documents = {};
  const texts: Record<string, string> = {};
  const namespaces: Record<string, string | null> = {};
  const readers = new Map<string, DocumentReader>();
  for (const own of first.files.values()) {
    const reader = new DocumentReader();
    const document = reader.read(own.text);
    if (document === null || own.namespaces.length > 1) return null;
    readers.set(own.location, reader);
    documents[own.location] = document;
    texts[own.location] = own.text;
    namespaces[own.location] = own.namespaces[0] ?? null;
  }
  const main = documents[mainFile] ?? {};
  if (!('node_templates' in main || 'inputs' in main || 'tosca_definitions_version' in main)) return null;
  const compiled = await compile({ folder, mainFile, files: texts, compiler: createCompiler() });
  const relationships = compiled.plan?.relationships ?? {};
  const specimen: Specimen = {
    folder,
    mainFile,
    texts,
    documents,
    namespaces,
    containment: containmentOf(relationships, documents, namespaces),
    blueprint: openBlueprint({ mainFile, sources: texts, relationships }),
    finders: new Map(),
    readers,
  };
  return { specimen, compare: compiled.plan === null ? null : comparerOf(specimen) };
}

/** Files are read when somebody asks whether they are there. */
function lazily(known: Record<string, string>, base: string, name: string): PropertyDescriptor | undefined {
  const path = join(base, name);
  if (!Object.hasOwn(known, name) && !name.includes(':') && /[.]ya?ml$/.test(name) && existsSync(path)) {
    known[name] = readFileSync(path, 'utf8');
  }
  return Object.getOwnPropertyDescriptor(known, name);
}

/** Relationship types that mean containment: by the plan, and where there is none, by what the files derive. */
function containmentOf(
  relationships: Readonly<Record<string, unknown>>,
  documents: Documents,
  namespaces: Readonly<Record<string, string | null>>,
): Set<string> {
  const container = 'cloudify.relationships.contained_in';
  const parents = new Map<string, string>();
  for (const [file, document] of Object.entries(documents)) {
    const namespace = namespaces[file] ?? null;
    const full = (name: string) =>
      namespace === null || name.startsWith('cloudify.') ? name : `${namespace}--${name}`;
    for (const [name, type] of Object.entries(asObject(document['relationships']))) {
      parents.set(full(name), full(String(asObject(type ?? null)['derived_from'])));
    }
  }
  const isDerived = (name: string | undefined, left = 50): boolean =>
    name === container || (name !== undefined && left > 0 && isDerived(parents.get(name), left - 1));
  const planned = Object.entries(relationships).filter(([, type]) => hierarchyOf(type).includes(container));
  return new Set([
    container,
    ...planned.map(([name]) => name),
    ...[...parents.keys()].filter((name) => isDerived(name)),
  ]);
}

function hierarchyOf(type: unknown): readonly unknown[] {
  return (type as { type_hierarchy?: readonly unknown[] }).type_hierarchy ?? [];
}

const catalogue = createCatalogueReader();

type Compiler = ReturnType<typeof createCompiler>;

function compile(request: { folder: string; mainFile: string; files: Record<string, string>; compiler: Compiler }) {
  const { folder, mainFile, files, compiler } = request;
  return compiler.compile({ mainFile, reader: readerOf(folder, files), validateVersion: true });
}

function comparerOf({ folder, mainFile, texts, documents }: Specimen): ComparePlans {
  const compilers = { text: createCompiler(), data: createCompiler() };
  const known: KnownPairs = new WeakMap();
  const printed = new WeakMap<object, string>();
  const print = (json: Documents[string]) => {
    const text = printed.get(json) ?? printFile(json);
    printed.set(json, text);
    return text;
  };
  return async (edited, expected) => {
    if (Object.keys(documents).every((file) => edited[file] === texts[file])) return null;
    const data = Object.fromEntries(Object.entries(expected).map(([file, json]) => [file, print(json)]));
    const text = await compile({ folder, mainFile, files: edited, compiler: compilers.text });
    const wanted = await compile({ folder, mainFile, files: data, compiler: compilers.data });
    return firstDifference(outcomeOf(wanted), outcomeOf(text), known);
  };
}

/** Data as a file: two levels of keys in lines of their own, so that the compiler sees what did not change. */
function printFile(json: Documents[string]): string {
  const sections = Object.entries(json).map(([section, value]) => {
    const entries = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
    if (entries.length === 0) return `${JSON.stringify(section)}: ${JSON.stringify(value)}\n`;
    const lines = entries.map(([key, item]) => `  ${JSON.stringify(key)}: ${JSON.stringify(item)}\n`);
    return `${JSON.stringify(section)}:\n${lines.join('')}`;
  });
  return sections.length === 0 ? '{}\n' : sections.join('');
}

function outcomeOf({ plan, diagnostics }: Compilation): unknown {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);
  return plan ?? { errors: [...new Set(errors)].sort() };
}

/** What is on the disc does not change while blueprints are edited. */
const found = new Map<string, boolean>();

function isThere(path: string): boolean {
  const known = found.get(path) ?? existsSync(path);
  found.set(path, known);
  return known;
}

const script = /^[^:]*(?:[/]|[.](?:sh|py|rb|ps1|js))[^:]*$/;

function readerOf(folder: string, files: Record<string, string>): SourceReader {
  return {
    read: async (location, version) => {
      if (/^[a-z]+:/.test(location)) return catalogue.read(location, version);
      return Object.hasOwn(files, location) ? (files[location] ?? null) : null;
    },
    // The recorded folders leave scripts out.
    exists: (location) =>
      Object.hasOwn(files, location) || script.test(location) || isThere(join(folder, posix.normalize(location))),
  };
}
