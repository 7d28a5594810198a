/** The embedded database cannot be used; `message` says what, where and how to mend it, in words for a person. */
export class DatabaseStartError extends Error {
  override readonly name = 'DatabaseStartError';
}
