import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { openBlueprint } from '../../../core/dsl/edit/index.ts';
import { type Compilation, createCompiler } from '../../../core/dsl/index.ts';
import type { SourceReader } from '../../../core/ports/ports.ts';
import { createCatalogueReader } from '../../../server/plugins/catalogue.ts';
import { firstDifference } from './first-difference.ts';
import type { Suite } from '../suite.ts';
import { casesOf } from './cases.ts';
import { checkEdit, type Specimen } from './check-edit.ts';
import type { Documents } from './model.ts';
import { readDocument } from './read-document.ts';

/** Every intent that applies to every blueprint of a folder, and what became of it. */
export const runEdits: Suite = async (root, { only, verbose, print }) => {
  const failures: { name: string; problem: string }[] = [];
  const counts = { passed: 0, files: 0, same: 0, refused: 0, compiled: 0 };
  const refusals = new Map<string, number>();
  for (const file of yamlFiles(root)) {
    if (only !== null && !file.includes(only)) continue;
    counts.files += 1;
    const text = readFileSync(join(root, file), 'utf8');
    const specimen = openSpecimen(root, file, text);
    if (specimen === null) continue;
    if (specimen.blueprint.files.get(specimen.mainFile)?.text === text) counts.same += 1;
    else failures.push({ name: file, problem: 'opening and saving changes bytes' });
    const compilers = await compilersOf(root, specimen);
    for (const intent of casesOf(specimen.documents, specimen.mainFile)) {
      const verdict = checkEdit(specimen, intent);
      const name = `${file} ${JSON.stringify(intent)}`;
      if (!verdict.ok) failures.push({ name, problem: verdict.problem });
      else if (verdict.refused) {
        counts.refused += 1;
        refusals.set(kindOf(verdict.reason), (refusals.get(kindOf(verdict.reason)) ?? 0) + 1);
      } else {
        const problem = compilers === null ? null : await compilers.compare(verdict.texts, verdict.expected);
        if (compilers !== null) counts.compiled += 1;
        if (problem === null) counts.passed += 1;
        else failures.push({ name, problem });
      }
    }
  }
  failures.sort((a, b) => a.name.length - b.name.length);
  for (const { name, problem } of failures.slice(0, verbose ? failures.length : 20)) print(`FAILED ${name}\n  ${problem}`);
  if (verbose) for (const [reason, count] of refusals) print(`refused ${count}: ${reason}`);
  print(
    `${counts.files} files, ${counts.same} opened and saved with the same bytes; ${counts.compiled} edits compiled; ${counts.refused} refused with a reason`,
  );
  return { passed: counts.passed + counts.same, failed: failures.length, failures: failures.map(({ name }) => name) };
};

function yamlFiles(root: string): string[] {
  return globSync('**/*.{yaml,yml}', { cwd: root }).sort();
}

/** A reason without the names in it. */
function kindOf(reason: string): string {
  return reason.replaceAll(/"[^"]*"/g, '"…"').replaceAll(/[\w./@-]+\.ya?ml/g, '…');
}

/** A file as the main one of a blueprint; null when it has nothing to edit or is no blueprint. */
function openSpecimen(root: string, file: string, text: string): Specimen | null {
  const [folder = '', ...rest] = file.split('/');
  const mainFile = rest.length === 0 ? folder : rest.join('/');
  const base = rest.length === 0 ? root : join(root, folder);
  const sources: Record<string, string> = { [mainFile]: text };
  const reading = new Proxy(sources, { getOwnPropertyDescriptor: (known, name) => lazily(known, base, String(name)) });
  const blueprint = openBlueprint({ mainFile, sources: reading });
  const documents: Documents = {};
  const texts: Record<string, string> = {};
  for (const [location, { text: own, namespaces }] of blueprint.files) {
    const document = readDocument(own);
    if (document === null || namespaces.some((namespace) => namespace !== null)) return null;
    documents[location] = document;
    texts[location] = own;
  }
  const main = documents[mainFile];
  if (main === undefined || !('node_templates' in main || 'inputs' in main || 'tosca_definitions_version' in main)) return null;
  return { mainFile, texts, documents, blueprint, finders: new Map() };
}

/** Files are read when somebody asks whether they are there. */
function lazily(known: Record<string, string>, base: string, name: string): PropertyDescriptor | undefined {
  const path = join(base, name);
  if (!Object.hasOwn(known, name) && !name.includes(':') && /[.]ya?ml$/.test(name) && existsSync(path)) {
    known[name] = readFileSync(path, 'utf8');
  }
  return Object.getOwnPropertyDescriptor(known, name);
}

const catalogue = createCatalogueReader();

/** Compiles edited texts, and what they should say as data, and compares the plans. */
async function compilersOf(root: string, { mainFile, texts }: Specimen) {
  const compilers = { text: createCompiler(), data: createCompiler() };
  const compile = (kind: 'text' | 'data', files: Record<string, string>) =>
    compilers[kind].compile({ mainFile, reader: readerOf(root, files), validateVersion: true });
  const { plan } = await compile('text', texts);
  if (plan === null) return null;
  return {
    compare: async (edited: Record<string, string>, expected: Documents): Promise<string | null> => {
      const data = Object.fromEntries(Object.entries(expected).map(([file, json]) => [file, JSON.stringify(json, null, 1)]));
      const [a, b] = [await compile('text', edited), await compile('data', data)];
      return firstDifference(outcomeOf(b), outcomeOf(a));
    },
  };
}

function outcomeOf({ plan, diagnostics }: Compilation) {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);
  return JSON.parse(JSON.stringify(plan ?? { errors: [...new Set(errors)].sort() }));
}

function readerOf(root: string, files: Record<string, string>): SourceReader {
  return {
    read: async (location, version) => {
      if (/^[a-z]+:/.test(location)) return catalogue.read(location, version);
      return Object.hasOwn(files, location) ? (files[location] ?? null) : null;
    },
    exists: (location) => Object.hasOwn(files, location) || existsSync(join(root, posix.normalize(location))),
  };
}
