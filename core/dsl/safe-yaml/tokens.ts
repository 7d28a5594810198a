import { type CST, Lexer, Parser } from 'yaml';

export type Tokens = { ok: true; tokens: CST.Token[] } | { ok: false; offset: number };

/**
 * Splits a text into tokens and watches how deep they nest while it does: the parser's stack grows with every level,
 * whichever way the level is written. Neither step is recursive, so that no depth can exhaust the call stack; the
 * recursive steps after it only see what passed here.
 */
export function readTokens(text: string, maxDepth: number): Tokens {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  // A map takes one entry of the stack and the document another.
  const limit = maxDepth + 1;
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > limit) return { ok: false, offset: parser.offset };
  }
  for (const token of parser.end()) tokens.push(token);
  return { ok: true, tokens };
}
