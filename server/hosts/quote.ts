/** One word of POSIX shell that stands for exactly this text. NUL cannot be part of it: the caller refuses it. */
export function quoteWord(text: string): string {
  return /^[A-Za-z0-9_./:=@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** One word that `printf %b` turns into exactly these bytes; it has no blank, quote or pattern character. */
export function escapeForPrintf(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) {
    const char = String.fromCharCode(byte);
    text += /[A-Za-z0-9_./:=@%+,-]/.test(char) ? char : `\\0${byte.toString(8).padStart(3, '0')}`;
  }
  return text;
}
