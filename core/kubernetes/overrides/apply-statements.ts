import type { Json } from '../../blueprint/json.ts';
import { isJsonObject, setOwn } from '../../blueprint/json-object.ts';
import { copyValue, sizeOf } from './copy-value.ts';
import type { Descriptor } from './descriptor.ts';
import type { OverrideProblem } from './override-fault.ts';
import type { Expression, Operator, Statement } from './statement.ts';

/** What the overrides of a descriptor may write together, in characters; an API server takes no objects of that size. */
const mostWritten = 2 * 1024 * 1024;

/** Carries out overrides on one descriptor, and keeps them from growing without end. */
export class StatementRunner {
  readonly #descriptor: Descriptor;
  #written = 0;

  constructor(descriptor: Descriptor) {
    this.#descriptor = descriptor;
  }

  /** @throws OverrideFault when the descriptor has no such place, or the values do not go together. */
  run(statement: Statement): void {
    const descriptor = this.#descriptor;
    if (statement.kind === 'delete') {
      for (const place of statement.places) descriptor.remove(place);
      return;
    }
    if (statement.kind === 'call') {
      this.#call(statement);
      return;
    }
    const { place, operator, at } = statement;
    const value = this.#evaluate(statement.value);
    const result =
      operator === null
        ? value
        : this.#operate({ operator, left: copyValue(descriptor.read(place)), right: value, at });
    descriptor.write(place, result);
  }

  #call({ place, method, values, at }: Statement & { kind: 'call' }): void {
    const target = this.#descriptor.read(place);
    const [first = null, second = null] = values.map((value) => this.#evaluate(value));
    if (method === 'update') {
      this.#update(target, first, at);
      return;
    }
    if (!Array.isArray(target)) throw this.#wrong(at, `${method} is for lists.`, 'Name a list.');
    if (method === 'append') target.push(first);
    else if (method === 'insert') this.#insert(target, first, { value: second, at });
    else if (Array.isArray(first)) for (const item of first) target.push(item);
    else throw this.#wrong(at, 'extend takes a list.', 'Write append, or the value in square brackets.');
  }

  #insert(target: Json[], index: Json, { value, at }: { value: Json; at: number }): void {
    if (typeof index !== 'number' || !Number.isInteger(index))
      throw this.#wrong(at, 'The index of insert is a whole number.', 'Write insert(0, VALUE).');
    target.splice(index, 0, value);
  }

  #update(target: Json, values: Json, at: number): void {
    if (!isJsonObject(target) || !isJsonObject(values))
      throw this.#wrong(at, 'update is for maps and takes one.', 'Write {...}.');
    for (const [key, value] of Object.entries(values)) setOwn(target, key, value);
  }

  #evaluate(expression: Expression): Json {
    const value = this.#value(expression);
    this.#written += sizeOf(value);
    if (this.#written > mostWritten) throw this.#descriptor.fault(expression.at, tooLarge);
    return value;
  }

  #value(expression: Expression): Json {
    const { at } = expression;
    switch (expression.kind) {
      case 'scalar':
        return expression.value;
      case 'list':
        return expression.items.map((item) => this.#evaluate(item));
      case 'map':
        return Object.fromEntries(expression.entries.map(([key, item]) => [key, this.#evaluate(item)]));
      case 'place':
        return copyValue(this.#descriptor.read(expression.place));
      case 'negative':
        return this.#operate({ operator: '-', left: 0, right: this.#evaluate(expression.operand), at });
      case 'operation': {
        const { operator } = expression;
        return this.#operate({
          ...{ operator, at },
          left: this.#evaluate(expression.left),
          right: this.#evaluate(expression.right),
        });
      }
    }
  }

  #operate({ operator, left, right, at }: { operator: Operator; left: Json; right: Json; at: number }): Json {
    if (typeof left === 'number' && typeof right === 'number') return this.#calculate(operator, [left, right], at);
    if (operator === '+' && typeof left === 'string' && typeof right === 'string') return left + right;
    if (operator === '+' && Array.isArray(left) && Array.isArray(right)) return [...left, ...right];
    throw this.#wrong(
      at,
      `${nameOf(left)} and ${nameOf(right)} do not go together with ${operator}.`,
      operator === '+' ? 'Add numbers, texts or lists, each to their own.' : `${operator} is for numbers.`,
    );
  }

  #calculate(operator: Operator, [left, right]: [number, number], at: number): number {
    const value = operator === '*' ? left * right : operator === '+' ? left + right : left - right;
    // Minus zero is no value of JSON.
    if (Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))) return value + 0;
    throw this.#descriptor.fault(at, {
      kind: 'limit',
      detail: 'The result is too large to be kept exactly.',
      hint: 'Write it as a text in quotes.',
    });
  }

  #wrong(at: number, detail: string, hint: string) {
    return this.#descriptor.fault(at, { kind: 'type', detail, hint });
  }
}

const tooLarge: OverrideProblem = {
  kind: 'limit',
  detail: 'The overrides make the descriptor larger than any that an API server takes.',
  hint: 'Leave out what copies the descriptor into itself.',
};

function nameOf(value: Json): string {
  if (value === null) return 'None';
  if (Array.isArray(value)) return 'A list';
  const names = { string: 'A text', number: 'A number', boolean: 'A truth value', object: 'A map' };
  return names[typeof value as keyof typeof names];
}
