import { createHash } from 'node:crypto';
import type { Ids } from '../../core/ports/ports.ts';

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';
/** Bytes from here on would make the first letters likelier than the others. */
const fairBelow = 256 - (256 % letters.length);

/**
 * Ids that follow from a seed and the number of a workflow's step: whoever asks again for the same step gets the same
 * ones in the same order, and different ones for any other step. The seed must be unguessable if they are to be.
 */
export function seededIds(seed: string, position: number): Ids {
  let calls = 0;
  const bytes = (): Buffer => {
    calls++;
    return createHash('sha256').update(`${seed} ${position} ${calls}`).digest();
  };
  return {
    uuid: () => toUuid(bytes()),
    suffix: (length) => {
      let text = '';
      while (text.length < length) text += toLetters(bytes());
      return text.slice(0, length);
    },
  };
}

/** As RFC 9562 writes a random one (version 4). */
function toUuid(bytes: Buffer): string {
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex', 0, 16);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function toLetters(bytes: Buffer): string {
  return Array.from(
    bytes.filter((byte) => byte < fairBelow),
    (byte) => letters[byte % letters.length],
  ).join('');
}
