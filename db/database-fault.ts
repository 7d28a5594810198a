/** Connection lost or refused, resources short, server stopping or starting: what may pass by itself (SQLSTATE classes). */
const passingClasses = ['08', '40', '53', '57', '58'];
const passingCodes = new Set([
  '25006',
  '25P03',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
]);
const passingMessage = /connection terminated|timeout exceeded when trying to connect|connection error|not queryable/i;

/** True when the same statement may succeed later without anybody changing it. */
export function isPassingFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string' && (passingCodes.has(code) || passingClasses.includes(code.slice(0, 2)))) return true;
  if (error instanceof AggregateError) return error.errors.some(isPassingFault);
  return passingMessage.test(error.message) || isPassingFault(error.cause);
}

/** The database's disk is full (SQLSTATE 53100), or it says so in a write error. */
export function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (
    (error as { code?: unknown }).code === '53100' || /no space left/i.test(error.message) || isDiskFull(error.cause)
  );
}

/** What the database itself said: outer errors carry the statement with its values, which do not belong in a log. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return reasonOf(error.cause);
  return error.message;
}

/** The statement would have stored a second row under a key that is to be unique (SQLSTATE 23505). */
export function isUniqueViolation(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (error as { code?: unknown }).code === '23505' || isUniqueViolation(error.cause);
}

/** What PostgreSQL says about a regular expression that it cannot take (SQLSTATE 2201B); null for any other fault. */
export function badPatternReason(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if ((error as { code?: unknown }).code !== '2201B') return badPatternReason(error.cause);
  return error.message.replace(/^invalid regular expression: /, '');
}

/** The statement took longer than it was given (SQLSTATE 57014). */
export function isCancelledStatement(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (error as { code?: unknown }).code === '57014' || isCancelledStatement(error.cause);
}
