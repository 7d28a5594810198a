import type { Redactor } from './security/redaction/redactor.ts';

export type ServerLogLevel = 'info' | 'warning' | 'error';

/** The server's own log: one line each on standard error, with secrets masked. */
export type ServerLog = (level: ServerLogLevel, message: string, detail?: Record<string, unknown>) => void;

/** `write` gets whole lines; by default standard error. */
export function createServerLog(
  redactor: Pick<Redactor, 'redact'>,
  write: (line: string) => void = (line) => void process.stderr.write(line),
): ServerLog {
  return (level, message, detail = {}) => {
    const parts = Object.entries(detail).map(([name, value]) => `${name}=${show(value)}`);
    const line = [new Date().toISOString(), level, message, ...parts].join(' ');
    write(`${redactor.redact(oneLine(line))}\n`);
  };
}

function show(value: unknown): string {
  if (value instanceof Error) return JSON.stringify(explain(value));
  return JSON.stringify(typeof value === 'string' ? withoutParameters(value) : value) ?? 'undefined';
}

/** The database client ends its messages with what was to be written: session tokens, people's inputs. */
function withoutParameters(message: string): string {
  return message.replace(/\nparams:[\s\S]*$/, '');
}

/** A fault with its causes; the stack only of the innermost, which is where it began. */
function explain(error: Error): string {
  const messages: string[] = [];
  let at: unknown = error;
  let innermost = error;
  for (let depth = 0; at instanceof Error && depth < 5; depth += 1) {
    messages.push(`${at.name}: ${withoutParameters(at.message)}`);
    innermost = at;
    at = at.cause;
  }
  const where = innermost.stack?.split('\n').slice(1, 4).join(' ').replace(/\s+/g, ' ').trim();
  return where === undefined ? messages.join(' <- ') : `${messages.join(' <- ')} ${where}`;
}

/** Control characters would let a message forge lines or move the cursor. */
function oneLine(text: string): string {
  return text.replace(
    /[\p{Cc}\u2028\u2029]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
