/** How far an object has come: `reason` says in words what is waited for, or what went wrong. */
export type ObjectStatus =
  | { state: 'ready' }
  | { state: 'waiting'; reason: string }
  /** Waiting longer helps no more. */
  | { state: 'failed'; reason: string };

export const ready: ObjectStatus = { state: 'ready' };

/** Not yet. */
export function waiting(reason: string): ObjectStatus {
  return { state: 'waiting', reason };
}

/** Not any more. */
export function failed(reason: string): ObjectStatus {
  return { state: 'failed', reason };
}
