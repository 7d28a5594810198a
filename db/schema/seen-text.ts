/** As core/log/terminal-text.ts, with colours too: titles and links, sequences, texts for the terminal, single moves. */
const escapeSequences = [
  String.raw`\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)`,
  String.raw`\x1b\[[0-?]*[ -/]*[@-~]`,
  String.raw`\x1b[PX^_][^\x1b]*\x1b\\`,
  String.raw`\x1b[ -/]*[0-Z\\^-~]`,
].join('|');

/**
 * SQL of what a person sees of the column `text`: no escape sequences, nothing of a line before its last carriage
 * return. Null for the most of them, which have neither.
 */
export const seenText = `case when strpos(text, E'\\x1b') > 0 or strpos(text, E'\\r') > 0 then
  regexp_replace(regexp_replace(regexp_replace(text, '${escapeSequences}', '', 'g'), '\\r+(\\n|$)', '\\1', 'g'), '[^\\n]*\\r', '', 'g')
end`;
