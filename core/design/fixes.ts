import type { Json } from '../blueprint/json.ts';
import { nearestName } from '../diagnostics/nearest.ts';
import type { Intent } from '../dsl/edit/index.ts';
import { formatVersion, newestVersion } from '../dsl/language-version.ts';
import type { DesignProblem, DesignProperty, DesignType } from './design.ts';
import type { Fix, FixGround } from './fix.ts';
import { removeLines, replaceWord, wordAt } from './fix-text.ts';

type Fixer = (problem: DesignProblem, ground: FixGround) => Fix[];

/** By code, the best first; a word that was probably meant comes before them all. */
const fixers: Readonly<Record<string, readonly Fixer[]>> = {
  DSL0007: [importType],
  DSL0010: [createScript],
  DSL0013: [nearestImport, removeImport],
  DSL0019: [createScript],
  DSL0021: [createScript],
  DSL0023: [removeRelationship],
  DSL0025: [removeRelationship],
  DSL0026: [importType, removeRelationship],
  DSL0027: [declareVersion],
  DSL0029: [declareVersion],
  DSL0102: [declareVersion],
  DSL0103: [importType],
  DSL0105: [convertValue],
  DSL0106: [removeProperty],
  DSL0107: [addProperty, addOperationInput],
  DSL9004: [removeLine],
  DSL9030: [declareInput],
  DSL9037: [removeRelationship],
  DSL9051: [quoteValue],
};

/** Ways to mend a problem, the best first; none in files that cannot be changed. */
export function fixesOf(problem: DesignProblem, ground: FixGround): Fix[] {
  if (!ground.editable.files.has(problem.range.file) && problem.code !== 'DSL0027') return [];
  const found = (fixers[problem.code] ?? []).flatMap((fix) => fix(problem, ground));
  return problem.code === 'DSL0013' || problem.code === 'DSL0029' ? found : [...meantWord(problem, ground), ...found];
}

/** What the hint of the problem says was meant. */
function meantWord(problem: DesignProblem, ground: FixGround): Fix[] {
  const [, word] = /^Did you mean "(.+)"\?$/.exec(problem.hint ?? '') ?? [];
  if (word !== undefined) return replaceWord(problem, word, ground);
  const [, plugin] = /^Did you mean the plugin "(.+)"\?$/.exec(problem.hint ?? '') ?? [];
  if (plugin === undefined) return [];
  return replaceWord(problem, wordAt(problem, ground).replace(/^[^.]*/, plugin), ground);
}

function importType(problem: DesignProblem, ground: FixGround): Fix[] {
  const name = wordAt(problem, ground);
  const location = ground.importable.get(name);
  if (location === undefined || ground.design.imports.some(({ written }) => written === location)) return [];
  return [{ label: `Import ${location}`, intents: [{ kind: 'add-import', location }] }];
}

function nearestImport(problem: DesignProblem, ground: FixGround): Fix[] {
  const files = ground.paths.filter((path) => /\.ya?ml$/.test(path));
  const known = new Set([...ground.importable.values(), ...files]);
  const nearest = nearestName(wordAt(problem, ground), known);
  return nearest === null ? [] : replaceWord(problem, nearest, ground);
}

function removeImport(problem: DesignProblem, ground: FixGround): Fix[] {
  const location = wordAt(problem, ground);
  const { file } = problem.range;
  return [{ label: 'Remove the import', intents: [{ kind: 'remove-import', location, file }] }];
}

function createScript(problem: DesignProblem, ground: FixGround): Fix[] {
  const path = wordAt(problem, ground);
  if (!/^(?!\/|\.\.)[^\s:]*\.(?:sh|bash|py)$/.test(path)) return [];
  const folder = ground.editable.mainFile.replace(/[^/]*$/, '');
  const text = path.endsWith('.py') ? '#!/usr/bin/env python3\n' : '#!/bin/sh\nset -e\n';
  const nearest = nearestName(path, ground.paths);
  return [
    ...(nearest === null ? [] : replaceWord(problem, nearest, ground)),
    { label: `Create ${folder}${path}`, create: { path: `${folder}${path}`, mode: 0o755, text } },
  ];
}

function removeRelationship({ node, path }: DesignProblem): Fix[] {
  const [, , section, index] = path;
  if (node === null || section !== 'relationships' || typeof index !== 'number') return [];
  return [{ label: 'Remove this relationship', intents: [{ kind: 'remove-relationship', node, index }] }];
}

function declareVersion(_problem: DesignProblem, { editable }: FixGround): Fix[] {
  const version = formatVersion(newestVersion);
  const label = `Declare ${version}`;
  const file = editable.mainFile;
  const text = editable.files.get(file)?.text ?? '';
  const [line, key = ''] = /^(tosca_definitions_version[ \t]*:[ \t]*)[^\s#]*/m.exec(text) ?? [];
  if (line !== undefined) {
    const at = text.indexOf(line);
    return [{ label, file, edits: [{ from: at + key.length, to: at + line.length, insert: version }] }];
  }
  const [start = ''] = /^\uFEFF?(?:[ \t]*#[^\n]*\n|---[ \t]*\r?\n|[ \t]*\r?\n)*/.exec(text) ?? [];
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const insert = `tosca_definitions_version: ${version}${end}${end}`;
  return [{ label, file, edits: [{ from: start.length, to: start.length, insert }] }];
}

function convertValue(problem: DesignProblem, ground: FixGround): Fix[] {
  const [, type = ''] = /\(type ([^)]+)\)/.exec(problem.detail) ?? [];
  const word = wordAt(problem, ground);
  const converted = convert(word, type);
  if (converted === null) return [];
  const { file, start, end } = problem.range;
  const edits = [{ from: start.offset, to: end.offset, insert: converted }];
  return [{ label: `Write ${converted}`, file, edits }];
}

/** A label's value that is no text, as one. */
function quoteValue(problem: DesignProblem, ground: FixGround): Fix[] {
  const word = wordAt(problem, ground);
  if (!String(problem.path[0]).endsWith('labels') || !/^[\w.:+-]+$/.test(word)) return [];
  const { file, start, end } = problem.range;
  const edits = [{ from: start.offset, to: end.offset, insert: `'${word}'` }];
  return [{ label: 'Put it in quotes', file, edits }];
}

/** The text of a value of the type that says the same as `word`; null when there is none. */
function convert(word: string, type: string): string | null {
  if (word.includes('\n') || /^[[{&*!]/.test(word)) return null;
  if (type === 'integer') return /^[-+]?\d+(\.0*)?$/.test(word) ? String(Number.parseInt(word, 10)) : null;
  if (type === 'float') return word !== '' && Number.isFinite(Number(word)) ? String(Number(word)) : null;
  if (type === 'list') return `[${/^[\w./-]+$/.test(word) ? word : JSON.stringify(word)}]`;
  if (type !== 'boolean') return null;
  if (/^(true|yes|on|1)$/i.test(word)) return 'true';
  return /^(false|no|off|0)$/i.test(word) ? 'false' : null;
}

function removeProperty({ node, path }: DesignProblem): Fix[] {
  const [, , section, index, , ...inRelationship] = path;
  const name = path.at(-1);
  if (node === null || typeof name !== 'string') return [];
  const label = `Remove ${name}`;
  if (section === 'properties') return [{ label, intents: [{ kind: 'unset-property', node, path: path.slice(3) }] }];
  if (section !== 'relationships' || typeof index !== 'number' || inRelationship.length === 0) return [];
  return [{ label, intents: [{ kind: 'unset-relationship-property', node, index, path: inRelationship }] }];
}

/** The quoted word behind "for" or "input" of what lacks a value. */
function lacking(detail: string, before: string): string | null {
  const at = detail.lastIndexOf(`${before} "`);
  const [, name] = at === -1 ? [] : (/"([^"]+)"/.exec(detail.slice(at)) ?? []);
  return name ?? null;
}

function addProperty({ node, path, detail }: DesignProblem, { design }: FixGround): Fix[] {
  const name = lacking(detail, 'a value for');
  const template = design.nodes.find(({ id }) => id === node);
  if (node === null || name === null || template === undefined) return [];
  const steps = name.split('.');
  const label = `Add ${name}`;
  const [, , section, index] = path;
  if (section === 'relationships' && typeof index === 'number') {
    const type = design.types.relationships[template.relationships[index]?.type ?? ''];
    const value = startValue(type?.properties[steps[0] ?? '']);
    return [{ label, intents: [{ kind: 'set-relationship-property', node, index, path: steps, value }] }];
  }
  const schema = design.types.nodes[template.type]?.properties[steps[0] ?? ''];
  const value = steps.length === 1 ? startValue(schema) : '';
  return [{ label, intents: [{ kind: 'set-property', node, path: steps, value }] }];
}

function addOperationInput({ node, detail }: DesignProblem, { design }: FixGround): Fix[] {
  const input = lacking(detail, 'its input');
  const operation = lacking(detail, 'The operation');
  const type = design.types.nodes[design.nodes.find(({ id }) => id === node)?.type ?? ''];
  if (node === null || input === null || operation === null || type === undefined) return [];
  return interfacesWith(type, operation, input).map((name) => {
    const value = startValue(type.interfaces[name]?.[operation]?.inputs[input]);
    const intent: Intent = { kind: 'set-operation-input', node, interface: name, operation, path: [input], value };
    return { label: `Add ${input}`, intents: [intent] };
  });
}

function interfacesWith(type: DesignType, operation: string, input: string): string[] {
  return Object.entries(type.interfaces)
    .filter(([, operations]) => operations[operation]?.inputs[input]?.required === true)
    .map(([name]) => name);
}

/** A value to begin with: the first that is allowed, else an empty one of the type. */
function startValue(schema: DesignProperty | undefined): Json {
  for (const constraint of schema?.constraints ?? []) {
    const allowed = typeof constraint === 'object' && constraint !== null && 'valid_values' in constraint;
    const [first] = allowed && Array.isArray(constraint.valid_values) ? constraint.valid_values : [];
    if (first !== undefined) return first;
  }
  const starts: Readonly<Record<string, Json>> = {
    ...{ integer: 0, float: 0, boolean: false, list: [], dict: {}, regex: '.*', string: '', textarea: '' },
  };
  const type = schema?.type ?? 'string';
  // What is left is a data type, which is a map.
  return starts[type] ?? (type.includes('.') ? {} : '');
}

function declareInput({ detail }: DesignProblem): Fix[] {
  const name = /"([^"]+)"/.exec(detail)?.[1];
  if (name === undefined) return [];
  const intent: Intent = { kind: 'add-declaration', section: 'inputs', name, definition: {} };
  return [{ label: `Declare the input ${name}`, intents: [intent] }];
}

function removeLine(problem: DesignProblem, ground: FixGround): Fix[] {
  return removeLines(problem, ground);
}
