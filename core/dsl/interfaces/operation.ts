import { didYouMean } from '../../diagnostics/nearest.ts';
import type { CompileContext } from '../context.ts';
import { isNull, type MapEntry, mapNode, rangeOf, type SyntaxNode, textOf } from '../safe-yaml/syntax.ts';
import { asMap, type FieldRule, type Fields, readFields } from '../schema/fields.ts';
import { namedEntries } from '../schema/named.ts';
import { checkDeclarations } from '../sections/declarations.ts';
import { type PropertySchema, readSchemas } from '../types/property-schema.ts';

/** How an operation runs, as far as it is written; null means not written. Times are seconds. */
export interface OperationSettings {
  executor: string | null;
  maxRetries: number | null;
  retryInterval: number | null;
  timeout: number | null;
  timeoutRecoverable: boolean | null;
}

interface OperationBase extends OperationSettings {
  /** Empty: it does nothing, or inherits. */
  implementation: string;
  /** Where the implementation stands, or the operation when there is none. */
  at: SyntaxNode;
  entry: MapEntry;
}

/** An operation of a type: its inputs are declarations. */
export interface TypeOperation extends OperationBase {
  inputs: ReadonlyMap<string, PropertySchema>;
}

/** An operation of a template: its inputs are values. */
export interface TemplateOperation extends OperationBase {
  inputs: ReadonlyMap<string, MapEntry>;
}

/** Operations by interface and name. */
export type Interfaces<Operation> = ReadonlyMap<string, ReadonlyMap<string, Operation>>;

const fields = {
  implementation: { kind: 'text' },
  inputs: { kind: 'map' },
  executor: { kind: 'text' },
  max_retries: { kind: 'int', since: 1 },
  retry_interval: { kind: 'number', since: 1 },
  timeout: { kind: 'number' },
  timeout_recoverable: { kind: 'bool' },
} satisfies Record<string, FieldRule>;

type OperationFields = Fields<keyof typeof fields>;

/** Where an operation may be told to run. */
export const writableExecutors = ['central_deployment_agent', 'host_agent'] as const;

const plainSettings: OperationSettings = {
  executor: null,
  maxRetries: null,
  retryInterval: null,
  timeout: null,
  timeoutRecoverable: null,
};

/** Reads the interfaces of a type. */
export function readTypeInterfaces(
  node: SyntaxNode | undefined,
  what: string,
  context: CompileContext,
): Interfaces<TypeOperation> {
  return readInterfaces(node, what, {
    context,
    read: (entry, base, operation) => {
      const at = { what: `operation "${entry.key}" of ${what}`, use: 'operation input' } as const;
      const inputs = readSchemas(operation?.inputs?.value, at, context);
      checkDeclarations(inputs, { messages: true }, context);
      return { ...base, inputs };
    },
  });
}

/** Reads the interfaces of a template. */
export function readTemplateInterfaces(
  node: SyntaxNode | undefined,
  what: string,
  context: CompileContext,
): Interfaces<TemplateOperation> {
  return readInterfaces(node, what, {
    context,
    read: (_entry, base, operation) => {
      const inputs = operation?.inputs?.value;
      return { ...base, inputs: inputs?.kind === 'map' ? inputs.entries : new Map() };
    },
  });
}

interface Reading<Operation> {
  context: CompileContext;
  read(entry: MapEntry, base: OperationBase, fields: OperationFields | null): Operation;
}

function readInterfaces<Operation>(
  node: SyntaxNode | undefined,
  what: string,
  reading: Reading<Operation>,
): Interfaces<Operation> {
  const interfaces = new Map<string, Map<string, Operation>>();
  const { context } = reading;
  const map = node === undefined || isNull(node) ? null : asMap(node, `the interfaces of ${what}`, context);
  for (const entry of map === null ? [] : namedEntries(map.entries, `an interface of ${what}`, context)) {
    interfaces.set(entry.key, readOperations(entry, what, reading));
  }
  return interfaces;
}

function readOperations<Operation>(entry: MapEntry, what: string, reading: Reading<Operation>): Map<string, Operation> {
  const operations = new Map<string, Operation>();
  const { context } = reading;
  const map = isNull(entry.value) ? null : asMap(entry.value, `the interface "${entry.key}" of ${what}`, context);
  for (const item of map === null ? [] : namedEntries(map.entries, `an operation of ${what}`, context)) {
    const operation = readOperation(item, what, reading);
    if (operation !== null) operations.set(item.key, operation);
  }
  return operations;
}

function readOperation<Operation>(entry: MapEntry, what: string, reading: Reading<Operation>): Operation | null {
  const text = textOf(entry.value);
  if (text !== null || isNull(entry.value)) {
    const base = { ...plainSettings, implementation: text ?? '', at: entry.value, entry };
    return reading.read(entry, base, null);
  }
  const shape = { what: `operation "${entry.key}" of ${what}`, fields };
  const read = readFields(entry.value, shape, reading.context);
  if (read === null) return null;
  const base: OperationBase = {
    executor: readExecutor(read.executor, reading.context),
    maxRetries: readNumber(read.max_retries, -1, reading.context),
    retryInterval: readNumber(read.retry_interval, 0, reading.context),
    timeout: readNumber(read.timeout, 0, reading.context),
    timeoutRecoverable: readBool(read.timeout_recoverable),
    implementation: textOf(read.implementation?.value) ?? '',
    at: read.implementation?.value ?? mapNode(new Map(), entry.value),
    entry,
  };
  return reading.read(entry, base, read);
}

function readExecutor(entry: MapEntry | undefined, context: CompileContext): string | null {
  const text = textOf(entry?.value);
  if (entry === undefined || text === null) return null;
  if (writableExecutors.some((executor) => executor === text)) return text;
  context.report.error({
    code: 28,
    detail: `The executor of an operation must be one of ${writableExecutors.join(', ')}, and this is "${text}".`,
    range: rangeOf(entry.value),
    hint: () => didYouMean(text, writableExecutors),
  });
  return null;
}

function readNumber(entry: MapEntry | undefined, least: number, context: CompileContext): number | null {
  if (entry?.value.kind !== 'scalar' || typeof entry.value.value !== 'number') return null;
  if (entry.value.value >= least) return entry.value.value;
  const detail = `"${entry.key}" must be ${least} or more.`;
  context.report.error({ code: 9040, detail, range: rangeOf(entry.value) });
  return null;
}

function readBool(entry: MapEntry | undefined): boolean | null {
  return entry?.value.kind === 'scalar' && typeof entry.value.value === 'boolean' ? entry.value.value : null;
}
