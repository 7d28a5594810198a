import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { openBlueprint } from '../../../core/dsl/edit/index.ts';
import { type Compilation, createCompiler } from '../../../core/dsl/index.ts';
import type { SourceReader } from '../../../core/ports/ports.ts';
import { createCatalogueReader } from '../../../server/plugins/catalogue.ts';
import type { Suite } from '../suite.ts';
import { casesOf } from './cases.ts';
import { checkEdit, type Specimen, type Verdict } from './check-edit.ts';
import { firstDifference } from './first-difference.ts';
import type { Documents } from './model.ts';
import { readDocument } from './read-document.ts';

/** Every intent that applies to every blueprint of a folder, and what became of it. */
export const runEdits: Suite = async (root, { only, verbose, print }) => {
  const tally = new Tally();
  const seen = new Set<string>();
  for (const file of yamlFiles(root)) {
    if (only !== null && !file.includes(only)) continue;
    const text = readFileSync(join(root, file), 'utf8');
    const specimen = openSpecimen(root, file, text);
    if (specimen === null) continue;
    tally.opened(file, specimen.blueprint.files.get(specimen.mainFile)?.text === text);
    // The same text in another release says nothing new, unless it has files of its own around it.
    if (seen.has(text) && specimen.blueprint.files.size === 1) continue;
    seen.add(text);
    await tryAll(specimen, file, tally);
  }
  return tally.report(verbose, print);
};

async function tryAll(specimen: Specimen, file: string, tally: Tally) {
  const compare = await comparerOf(specimen);
  for (const intent of casesOf(specimen.documents, specimen.mainFile)) {
    const name = `${file} ${JSON.stringify(intent)}`;
    const verdict = checkEdit(specimen, intent);
    if (verdict.kind !== 'edited') tally.count(name, verdict);
    else
      tally.count(
        name,
        { ...verdict, problem: (await compare?.(verdict.texts, verdict.expected)) ?? null },
        compare !== null,
      );
  }
}

/** What became of the intents. */
class Tally {
  readonly #failures: { name: string; problem: string }[] = [];
  readonly #refusals = new Map<string, number>();
  #passed = 0;
  #files = 0;
  #compiled = 0;

  /** Counts a file that was opened and saved. */
  opened(file: string, isSame: boolean): void {
    this.#files += 1;
    if (isSame) this.#passed += 1;
    else this.#failures.push({ name: file, problem: 'opening and saving changes bytes' });
  }

  /** Counts one intent. */
  count(name: string, verdict: Verdict & { problem?: string | null }, isCompiled = false): void {
    if (isCompiled) this.#compiled += 1;
    if (verdict.kind === 'refused') {
      const reason = kindOf(verdict.reason);
      this.#refusals.set(reason, (this.#refusals.get(reason) ?? 0) + 1);
    } else if (typeof verdict.problem === 'string') this.#failures.push({ name, problem: verdict.problem });
    else this.#passed += 1;
  }

  /** Says the failures, shortest first, and the figures. */
  report(verbose: boolean, print: (line: string) => void) {
    const failures = this.#failures.sort((a, b) => a.name.length - b.name.length);
    for (const { name, problem } of verbose ? failures : failures.slice(0, 20)) print(`FAILED ${name}\n  ${problem}`);
    for (const [reason, count] of this.#refusals) print(`refused ${count}: ${reason}`);
    print(`${this.#files} files opened and saved; ${this.#compiled} edits compiled and compared with the model`);
    return { passed: this.#passed, failed: failures.length, failures: failures.map(({ name }) => name) };
  }
}

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
  if (main === undefined || !('node_templates' in main || 'inputs' in main || 'tosca_definitions_version' in main))
    return null;
  return { folder: base, mainFile, texts, documents, blueprint, finders: new Map() };
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
async function comparerOf({ folder, mainFile, texts }: Specimen) {
  const compilers = { text: createCompiler(), data: createCompiler() };
  const compile = (kind: 'text' | 'data', files: Record<string, string>) =>
    compilers[kind].compile({ mainFile, reader: readerOf(folder, files), validateVersion: true });
  const { plan } = await compile('text', texts);
  if (plan === null) return null;
  return async (edited: Record<string, string>, expected: Documents): Promise<string | null> => {
    const data = Object.fromEntries(
      Object.entries(expected).map(([file, json]) => [file, JSON.stringify(json, null, 1)]),
    );
    const [a, b] = [await compile('text', edited), await compile('data', data)];
    return firstDifference(outcomeOf(b), outcomeOf(a));
  };
}

function outcomeOf({ plan, diagnostics }: Compilation): unknown {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);
  return plan ?? { errors: [...new Set(errors)].sort() };
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
      Object.hasOwn(files, location) || script.test(location) || existsSync(join(folder, posix.normalize(location))),
  };
}
