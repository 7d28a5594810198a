/** Bytes of a stream's beginning that are kept, and shown while the command runs (reliability.md P5). */
export const headLimit = 1024 * 1024;
/** Bytes of a stream's end that are kept. Of what lies between, lines and bytes are counted. */
export const tailLimit = 4 * 1024 * 1024;
