import { ApiFault } from './fault.ts';

/* How the API is spoken to, as tRPC's server defines it. */

/** Where each procedure stands, by its path. */
export const apiUrl = '/api/trpc';

/** Where a query is asked by itself. */
export function queryUrl(path: string, input: unknown): string {
  const part = inputPart(input);
  return `${apiUrl}/${path}${part === '' ? '' : `?${part}`}`;
}

/** The query part of a procedure's address that carries its input; empty when it has none. */
export function inputPart(input: unknown): string {
  return input === undefined ? '' : `input=${encodeURIComponent(JSON.stringify(input))}`;
}

/**
 * The result in what the server answered for one procedure.
 * @throws ApiFault with the server's code, or without one when it is no answer of the server's
 */
export function readAnswer(answer: unknown): unknown {
  if (!isRecord(answer)) throw new ApiFault('The answer is none of the server.', null);
  if (isRecord(answer['result'])) return answer['result']['data'];
  throw readFault(answer['error']);
}

/** A fault as the server wrote it. */
export function readFault(shape: unknown): ApiFault {
  const { message, data }: Record<string, unknown> = isRecord(shape) ? shape : {};
  const code = isRecord(data) && typeof data['errorCode'] === 'string' ? data['errorCode'] : null;
  return new ApiFault(typeof message === 'string' ? message : 'The answer is none of the server.', code);
}

/** Whether it is an object with fields to look at. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
