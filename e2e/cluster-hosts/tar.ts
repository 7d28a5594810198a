/** One entry of an archive; a folder has no content. */
export interface TarEntry {
  path: string;
  content: Buffer | null;
  /** 0o644 when it is not said, 0o755 for a folder. */
  mode?: number;
  /** What a symbolic link points to. */
  link?: string;
}

/** A POSIX tar archive whose bytes depend on the entries alone: owned by root, of the year 1970. */
export function makeTar(entries: readonly TarEntry[]): Buffer {
  const parts: Buffer[] = [];
  for (const entry of entries) {
    const content = entry.content ?? Buffer.alloc(0);
    parts.push(headerOf(entry, content.length), content, Buffer.alloc((512 - (content.length % 512)) % 512));
  }
  return Buffer.concat([...parts, Buffer.alloc(1024)]);
}

function headerOf(entry: TarEntry, size: number): Buffer {
  const header = Buffer.alloc(512);
  if (Buffer.byteLength(entry.path) > 99) throw new Error(`The path is too long for this archive: ${entry.path}`);
  const mode = entry.mode ?? (entry.content === null ? 0o755 : 0o644);
  header.write(entry.path, 0);
  header.write(`${mode.toString(8).padStart(7, '0')}\0`, 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        ', 148);
  header.write(typeOf(entry), 156);
  header.write(entry.link ?? '', 157);
  header.write('ustar\x0000', 257);
  let sum = 0;
  for (const byte of header) sum += byte;
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

function typeOf(entry: TarEntry): string {
  if (entry.link !== undefined) return '2';
  return entry.content === null ? '5' : '0';
}
