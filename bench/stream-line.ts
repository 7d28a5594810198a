/** What stands before the time in a line. */
export const timeMark = 'T=';
/** Digits of milliseconds since the epoch. */
export const timeDigits = 13;

/** A line of a log that tells when it was written. */
export function streamedText(bytes: number): string {
  return `${timeMark}${Date.now()} `.padEnd(bytes, 'apt-get: unpacking the next of many packages ');
}
