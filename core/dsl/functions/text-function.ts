import type { Json } from '../../blueprint/json.ts';
import { inWords, isFunction, malformed } from './arguments.ts';
import type { CallProblem, FunctionDefinition, FunctionDocs } from './definition.ts';
import { FunctionFault } from './fault.ts';
import type { FunctionName } from './names.ts';

/** A parameter of a function of texts. */
export interface TextParameter {
  name: string;
  kind: 'text' | 'whole number';
  optional?: true;
}

interface TextFunction {
  name: FunctionName;
  docs: FunctionDocs;
  /** One text, or a list of these. */
  parameters: 'text' | TextParameter[];
  /** What it gives for arguments that fit; those that are left out are absent. */
  apply(args: Json[]): Json;
}

/**
 * A function of its arguments alone, which are texts and numbers. Arguments that are known only at run time are an
 * error when the deployment is created (dsl.md section 9).
 */
export function textFunction({ name, docs, parameters, apply }: TextFunction): FunctionDefinition {
  const wanted: TextParameter[] = parameters === 'text' ? [{ name: 'text', kind: 'text' }] : parameters;
  const listOf = (args: Json) => (parameters !== 'text' && Array.isArray(args) ? args : [args]);
  const evaluate = (args: Json) => {
    const items = listOf(args);
    const problem = unfitForm(args, { name, parameters }) ?? unfitItem(items, { name, wanted, calls: false });
    if (problem !== null) throw new FunctionFault(9031, problem.detail);
    return { value: apply(items) };
  };
  return {
    evaluated: 'creation',
    docs,
    unfit: (args) => unfitForm(args, { name, parameters }),
    misused: (args) => unfitItem(listOf(args), { name, wanted, calls: true }),
    atCreation: ({ args }) => evaluate(args),
    atRuntime: async ({ args }) => evaluate(args),
  };
}

function unfitForm(args: Json, of: Pick<TextFunction, 'name' | 'parameters'>): CallProblem | null {
  const { name, parameters } = of;
  if (parameters === 'text') {
    const one =
      typeof args === 'string' || (typeof args === 'object' && args !== null && Object.keys(args).length === 1);
    if (one && !Array.isArray(args)) return null;
    return malformed(`${name} needs a text, and this is ${inWords(args)}.`);
  }
  const least = parameters.filter(({ optional }) => optional !== true).length;
  if (Array.isArray(args) && args.length >= least && args.length <= parameters.length) return null;
  const names = parameters.map((parameter) => `${parameter.name}${parameter.optional ? ' (may be left out)' : ''}`);
  return malformed(`${name} needs a list of ${names.join(', ')}, and this is ${inWords(args)}.`);
}

function unfitItem(
  items: Json[],
  { name, wanted, calls }: { name: FunctionName; wanted: TextParameter[]; calls: boolean },
): CallProblem | null {
  for (const [index, parameter] of wanted.entries()) {
    const item = items[index];
    if (item === undefined || (parameter.optional && item === null) || fits(item, parameter)) continue;
    if (!isFunction(item)) {
      return malformed(`${name} needs a ${parameter.kind} as its ${parameter.name}, and this is ${inWords(item)}.`, {
        at: index,
      });
    }
    if (!calls) return malformed(`${name} is given a ${parameter.name} that is known only while the deployment runs.`);
  }
  return null;
}

function fits(item: Json, { kind }: TextParameter): boolean {
  if (kind === 'text') return typeof item === 'string';
  return typeof item === 'boolean' || (typeof item === 'number' && Number.isInteger(item));
}
