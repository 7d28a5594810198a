import { Environment, Interpreter, parse, tokenize } from '@huggingface/jinja';
import type { Json, JsonObject } from '../../../core/blueprint/json.ts';
import { isJsonObject } from '../../../core/blueprint/json-object.ts';
import { representValue } from './python-text.ts';

/** A node of a parsed template; of its members only those with other nodes matter here. */
interface TemplateNode {
  type: string;
  [member: string]: unknown;
}

const bodies = ['body', 'alternate', 'defaultBlock'];
const statements = new Set([
  ...['Program', 'If', 'For', 'Break', 'Continue', 'Set', 'Macro', 'Comment', 'FilterStatement', 'CallStatement'],
  // Plain text of the template.
  'StringLiteral',
]);
const longestRange = 1_000_000;
const printer = '__text';

/**
 * Renders a template as Jinja2 does with its defaults: what is not defined prints nothing, values print as in Python,
 * one line break at the end is dropped. Throws when the template is wrong.
 */
export function renderJinja(text: string, variables: JsonObject): string {
  const raw: string[] = [];
  const plain = text.replace(/\{%-?\s*raw\s*-?%\}(.*?)\{%-?\s*endraw\s*-?%\}/gs, (_, content: string) => {
    raw.push(content);
    return `{{ __raw[${raw.length - 1}] }}`;
  });
  const program = parse(tokenize(plain, {}));
  wrapOutputs(program as unknown as TemplateNode);
  const environment = new Environment();
  const globals = { true: true, True: true, false: false, False: false, none: null, None: null, __raw: raw };
  for (const [name, value] of Object.entries({ ...globals, ...variables }))
    environment.set(name, withCalls(name, value));
  environment.set('range', range);
  setPrinter(environment);
  return String((new Interpreter(environment).run(program) as { value: unknown }).value);
}

/** Has every printed expression turned into text by us: the library prints values as JavaScript does. */
function wrapOutputs(node: TemplateNode): void {
  for (const member of bodies) {
    const list = node[member];
    if (!Array.isArray(list)) continue;
    node[member] = (list as TemplateNode[]).map((child) => {
      if (statements.has(child.type)) {
        wrapOutputs(child);
        return child;
      }
      return { type: 'CallExpression', callee: { type: 'Identifier', value: printer }, args: [child] };
    });
  }
}

/** `ctx.capabilities.get_all()` is a call; all else that templates use of `ctx` is read. */
function withCalls(name: string, value: Json): unknown {
  if (name !== 'ctx' || !isJsonObject(value) || !isJsonObject(value['capabilities'])) return value;
  const { capabilities } = value;
  return { ...value, capabilities: { get_all: () => capabilities } };
}

/** Python's `range`, no longer than a template can use. */
function range(first: number, last?: number, step = 1): number[] {
  const [from, to] = last === undefined || last === null ? [0, first] : [first, last];
  const count = Math.max(0, Math.ceil((to - from) / step));
  if (!Number.isFinite(count) || count > longestRange) throw new Error(`a range has at most ${longestRange} numbers`);
  return Array.from({ length: count }, (_, index) => from + index * step);
}

/** A value inside the library. */
interface TemplateValue {
  type: string;
  value: unknown;
}

/** The library hands functions the bare values, in which null and undefined are the same; ours sees them before that. */
function setPrinter(environment: Environment): void {
  environment.set(printer, String);
  const callable = environment.lookupVariable(printer) as unknown as {
    value(args: unknown[], scope: unknown): unknown;
  };
  const call = callable.value;
  callable.value = ([given], scope) => call([{ value: printed(given as TemplateValue) }], scope);
}

function printed(given: TemplateValue): string {
  if (given.type === 'UndefinedValue') return '';
  const plain = toJson(given);
  return typeof plain === 'string' ? plain : representValue(plain);
}

function toJson({ type, value }: TemplateValue): Json {
  if (value instanceof Map) {
    const entries = Array.from(value as Map<unknown, TemplateValue>, ([key, item]) => [String(key), toJson(item)]);
    return Object.fromEntries(entries) as JsonObject;
  }
  if (Array.isArray(value)) return (value as TemplateValue[]).map(toJson);
  if (type === 'NullValue' || type === 'UndefinedValue') return null;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : type;
}
