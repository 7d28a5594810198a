import type { Json } from '../../blueprint/json.ts';
import { ownValue } from '../../blueprint/json-object.ts';
import { didYouMean } from '../../diagnostics/nearest.ts';
import { type SyntaxNode, textOf } from '../safe-yaml/syntax.ts';
import { inWords } from '../schema/fields.ts';
import { isOfPlainType } from '../types/plain-values.ts';
import type { CheckSite, CreationContext, Evaluated, FunctionDefinition } from './definition.ts';
import { FunctionFault, unresolved } from './fault.ts';
import { functionOf, hasFunction, isFunctionNode } from './names.ts';
import { follow, formatPath, readSteps } from './path.ts';

/** `get_input: name` or `get_input: [name, key or position, ...]`. */
export const getInput: FunctionDefinition = {
  check(args, site) {
    const name = args.kind === 'list' ? args.items[0] : args;
    if (name === undefined || (name.kind !== 'scalar' && !isFunctionNode(name))) {
      site.problem(9032, args, { detail: `get_input needs the name of an input, and this is ${inWords(args)}.` });
    } else if (name.kind === 'scalar') {
      checkName(name, site);
    }
  },

  atCreation({ args, type }, { context }) {
    const [first, ...rest] = Array.isArray(args) ? args : [args];
    if (context.inputs === null || first === undefined) return null;
    if (hasFunction(args)) throw unresolved('get_input');
    const evaluated = evaluate(String(first), rest, context);
    if (typeof type === 'string' && !isOfPlainType(evaluated.value, type)) {
      throw new FunctionFault(9031, `The input "${String(first)}" is used as ${type} and does not have that type.`);
    }
    return evaluated;
  },
};

function checkName(node: SyntaxNode, site: CheckSite): void {
  const name = textOf(node);
  if (name !== null && site.inputs.has(name)) return;
  site.problem(9030, node, {
    detail: `get_input refers to ${name === null ? inWords(node) : `"${name}"`}, and the blueprint has no such input.`,
    hint: () => (name === null ? undefined : didYouMean(name, site.inputs)),
  });
}

function evaluate(name: string, rest: Json[], context: CreationContext): Evaluated {
  const value = ownValue(context.inputs ?? {}, name);
  if (value === undefined) throw new FunctionFault(9030, `The blueprint has no input "${name}".`);
  const path = readSteps(rest);
  if (path === null) throw new FunctionFault(9031, `get_input of "${name}": a path consists of keys and positions.`);
  const found = follow(value, path);
  if (found.kind === 'value') return { value: found.value };
  if (found.kind === 'function') return { value: deferred(found.call, found.rest, name) };
  throw new FunctionFault(9031, `The input "${name}" has no value at ${formatPath(path)}.`);
}

/** A call inside an input's value can only be followed further once it is evaluated; only calls with paths can wait. */
function deferred(call: Json, rest: Json[], name: string): Json {
  const inner = functionOf(call);
  if (inner !== null && Array.isArray(inner.args)) return { [inner.name]: [...inner.args, ...rest] };
  throw new FunctionFault(9031, `The input "${name}" holds a function, so nothing inside it can be read.`);
}
