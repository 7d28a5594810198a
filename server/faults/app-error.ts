/**
 * Who can mend a fault: `user` (the request is wrong; its text goes to the browser verbatim), `operational` (a host, the
 * database or the disk; text goes to the browser too), `bug` (ours; the browser gets a reference, the log the text).
 */
export type AppErrorKind = 'user' | 'operational' | 'bug';

/** What a caller can tell apart. One HTTP status each (server/api/errors.ts). */
export type AppErrorCode =
  | 'bad-request'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'too-large'
  | 'too-many-requests'
  | 'unavailable'
  | 'storage-full'
  | 'internal';

/** A fault that is thrown across use cases. A person's mistakes in a blueprint are Diagnostics instead and never thrown. */
export class AppError extends Error {
  override name = 'AppError';
  readonly code: AppErrorCode;
  readonly kind: AppErrorKind;
  /** Seconds after which trying again makes sense. */
  readonly retryAfter: number | undefined;

  constructor(
    code: AppErrorCode,
    message: string,
    options: { kind?: AppErrorKind; cause?: unknown; retryAfter?: number } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.kind = options.kind ?? defaultKind(code);
    this.retryAfter = options.retryAfter;
  }
}

function defaultKind(code: AppErrorCode): AppErrorKind {
  if (code === 'internal') return 'bug';
  return code === 'unavailable' || code === 'storage-full' ? 'operational' : 'user';
}
