import type { Json, JsonObject } from '../../../core/blueprint/json.ts';
import { isJsonObject } from '../../../core/blueprint/json-object.ts';
import type { DesignInterfaces, DesignOperation, DesignTypes } from '../../../core/design/design.ts';
import type { Intent, OperationPart, OperationPlace } from '../../../core/dsl/edit/intent.ts';

/** An operation as it counts for a template: what its type says, and what the template says over it. */
export interface ShownOperation {
  interface: string;
  name: string;
  /** What the type says; null when only the template has it. */
  inherited: DesignOperation | null;
  /** What is written in the template; null when nothing is. */
  written: WrittenOperation | null;
}

/** What a template writes of an operation. */
export interface WrittenOperation {
  implementation: string | null;
  executor: string | null;
  maxRetries: number | null;
  retryInterval: number | null;
  timeout: number | null;
  inputs: JsonObject;
}

/** The operations of a type and those that a template adds, in this order. */
export function shownOperations(inherited: DesignInterfaces, written: JsonObject): ShownOperation[] {
  const interfaces = [...new Set([...Object.keys(inherited), ...Object.keys(written)])];
  return interfaces.flatMap((name) => {
    const ofType = inherited[name] ?? {};
    const inText = own(written, name);
    const ofTemplate = isJsonObject(inText) ? inText : {};
    return [...new Set([...Object.keys(ofType), ...Object.keys(ofTemplate)])].map((operation) => ({
      interface: name,
      name: operation,
      inherited: Object.hasOwn(ofType, operation) ? (ofType[operation] ?? null) : null,
      written: readOperation(own(ofTemplate, operation)),
    }));
  });
}

/** What is run: that of the template, or else that of the type; empty: nothing. */
export function implementationOf({ inherited, written }: ShownOperation): string {
  return written?.implementation ?? inherited?.implementation ?? '';
}

/** All that an operation can be made of: operations of plugins that any type names, and files of the blueprint. */
export function knownImplementations(types: DesignTypes, files: readonly string[]): string[] {
  const found = new Set<string>();
  const all = [...Object.values(types.nodes), ...Object.values(types.relationships)];
  for (const { interfaces, targetInterfaces = {} } of all) {
    for (const operations of [...Object.values(interfaces), ...Object.values(targetInterfaces)]) {
      for (const { implementation } of Object.values(operations)) if (implementation !== '') found.add(implementation);
    }
  }
  const scripts = files.filter((path) => !/\.ya?ml$/i.test(path));
  return [...scripts.toSorted(), ...[...found].toSorted()];
}

type PartChange = { ok: true; intents: Intent[] } | { ok: false; problem: string };

/** What was typed for a part of an operation, as intents; blank: what is inherited counts again. */
export function changePart(
  written: WrittenOperation | null,
  { place, part }: { place: OperationPlace; part: OperationPart },
  typed: string,
): PartChange {
  const text = typed.trim();
  if (text === '') {
    const isWritten = written !== null && written[partKeys[part]] !== null;
    return { ok: true, intents: isWritten ? [{ kind: 'unset-operation-part', ...place, part }] : [] };
  }
  if (part === 'implementation' && written === null) {
    return { ok: true, intents: [{ kind: 'set-operation', ...place, definition: text }] };
  }
  const value = part === 'implementation' || part === 'executor' ? text : Number(text);
  if (typeof value === 'number' && !(value >= -1)) {
    return { ok: false, problem: 'This must be a number; -1 stands for no limit.' };
  }
  return { ok: true, intents: [{ kind: 'set-operation-part', ...place, part, value }] };
}

const partKeys = {
  implementation: 'implementation',
  executor: 'executor',
  max_retries: 'maxRetries',
  retry_interval: 'retryInterval',
  timeout: 'timeout',
} as const;

function readOperation(written: Json | undefined): WrittenOperation | null {
  if (written === undefined) return null;
  const map: JsonObject = isJsonObject(written) ? written : { implementation: written };
  const inputs = own(map, 'inputs');
  return {
    implementation: textOf(own(map, 'implementation')),
    executor: textOf(own(map, 'executor')),
    maxRetries: numberOf(own(map, 'max_retries')),
    retryInterval: numberOf(own(map, 'retry_interval')),
    timeout: numberOf(own(map, 'timeout')),
    inputs: isJsonObject(inputs) ? inputs : {},
  };
}

function own(map: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function numberOf(value: Json | undefined): number | null {
  return typeof value === 'number' ? value : null;
}
