import type { Json, JsonObject } from '../../../core/blueprint/json.ts';
import { CtxError } from './ctx-error.ts';

/** What a function takes; the messages of wrong calls name it as Python does. */
export interface Signature {
  /** With its class, e.g. `CloudifyContext.send_event`. */
  name: string;
  parameters: readonly Parameter[];
  /** A method: Python counts the object too. */
  isMethod: boolean;
  /** Names that are no parameters are taken, and mean nothing. */
  takesNames?: boolean;
}

/** A parameter without `otherwise` must be given. */
export interface Parameter {
  name: string;
  otherwise?: Json;
}

/** The signature of a method; a parameter is a name, or a name and its default. */
export function methodOf(name: string, ...parameters: (string | [string, Json])[]): Signature {
  return { name, parameters: parameters.map(toParameter), isMethod: true };
}

/** The signature of a function that belongs to no class. */
export function functionOf(name: string, ...parameters: (string | [string, Json])[]): Signature {
  return { ...methodOf(name, ...parameters), isMethod: false };
}

function toParameter(given: string | [string, Json]): Parameter {
  return typeof given === 'string' ? { name: given } : { name: given[0], otherwise: given[1] };
}

/**
 * One value for each parameter, from the arguments of a call. A mapping at the end names its parameters (runtime.md
 * C.3). Throws the `TypeError` that Python would.
 */
export function bindArguments(signature: Signature, args: readonly Json[]): Json[] {
  const { name, parameters, takesNames } = signature;
  const last = args.at(-1);
  const hasNames = last !== null && typeof last === 'object' && !Array.isArray(last);
  const named: JsonObject = hasNames ? last : {};
  const given = hasNames ? args.slice(0, -1) : args;
  for (const key of Object.keys(named)) {
    const position = parameters.findIndex((parameter) => parameter.name === key);
    if (position < 0 && takesNames) continue;
    if (position < 0) throw new CtxError('TypeError', `${name}() got an unexpected keyword argument '${key}'`);
    if (position < given.length) throw new CtxError('TypeError', `${name}() got multiple values for argument '${key}'`);
  }
  if (given.length > parameters.length) throw tooMany(signature, given.length);
  const valueFor = ({ name: key, otherwise }: Parameter, position: number): Json | undefined =>
    given[position] ?? (position < given.length ? null : Object.hasOwn(named, key) ? named[key] : otherwise);
  const missing = parameters.filter((parameter, position) => valueFor(parameter, position) === undefined);
  if (missing.length > 0) throw missed(name, missing);
  return parameters.map((parameter, position) => valueFor(parameter, position) ?? null);
}

function tooMany({ name, parameters, isMethod }: Signature, given: number): CtxError {
  const self = isMethod ? 1 : 0;
  const most = parameters.length + self;
  const least = parameters.filter(({ otherwise }) => otherwise === undefined).length + self;
  const takes = least === most ? `${most}` : `from ${least} to ${most}`;
  const noun = most === 1 ? 'argument' : 'arguments';
  const were = given + self === 1 ? 'was' : 'were';
  return new CtxError('TypeError', `${name}() takes ${takes} positional ${noun} but ${given + self} ${were} given`);
}

function missed(name: string, missing: readonly Parameter[]): CtxError {
  const names = missing.map((parameter) => `'${parameter.name}'`);
  const last = names.pop();
  const listed = names.length === 0 ? last : `${names.join(', ')}${names.length > 1 ? ',' : ''} and ${last}`;
  const noun = missing.length === 1 ? 'argument' : 'arguments';
  return new CtxError('TypeError', `${name}() missing ${missing.length} required positional ${noun}: ${listed}`);
}
