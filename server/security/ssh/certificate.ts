import { sign as signWith } from 'node:crypto';
import ssh2, { type Client, type KeyType, type ParsedKey, type SignCallback, type SigningRequestOptions } from 'ssh2';
import { badKey } from './private-key.ts';

/** What an OpenSSH user certificate says (PROTOCOL.certkeys of OpenSSH). */
interface UserCertificate {
  /** `ssh-ed25519-cert-v01@openssh.com`, ... */
  type: string;
  blob: Buffer;
  keyId: string;
  /** The accounts it may sign in to; empty: any. */
  principals: string[];
  /** Seconds since 1970; null: for ever. */
  validBefore: number | null;
}

/** How keys of a type sign when a certificate vouches for them: the algorithm asked for, and the form of the signature. */
const algorithms: Record<string, { asked: string; signature: string; hash: string | null; publicFields: number }> = {
  'ssh-ed25519': { asked: 'ssh-ed25519', signature: 'ssh-ed25519', hash: null, publicFields: 1 },
  'ssh-rsa': { asked: 'rsa-sha2-512', signature: 'rsa-sha2-512', hash: 'sha512', publicFields: 2 },
  'ecdsa-sha2-nistp256': ecdsa('ecdsa-sha2-nistp256', 'sha256'),
  'ecdsa-sha2-nistp384': ecdsa('ecdsa-sha2-nistp384', 'sha384'),
  'ecdsa-sha2-nistp521': ecdsa('ecdsa-sha2-nistp521', 'sha512'),
};
const suffix = '-cert-v01@openssh.com';
const forEver = 0xffff_ffff_ffff_ffffn;

function ecdsa(name: string, hash: string) {
  return { asked: name, signature: name, hash, publicFields: 2 };
}

/** Reads the line of an `id_...-cert.pub` file, or its base64 alone; null when it is no user certificate of that key. */
export function parseCertificate(text: string, key: ParsedKey): UserCertificate | null {
  const blob = Buffer.from(
    text
      .trim()
      .split(/\s+/)
      .find((word) => word.startsWith('AAAA')) ?? '',
    'base64',
  );
  const algorithm = algorithms[key.type];
  if (!algorithm) return null;
  try {
    const reader = new Reader(blob);
    const type = reader.text();
    if (type !== key.type + suffix) return null;
    reader.bytes(); // The nonce.
    const publicFields = Array.from({ length: algorithm.publicFields }, () => reader.bytes());
    const ofKey = new Reader(key.getPublicSSH());
    ofKey.bytes();
    if (!publicFields.every((field) => field.equals(ofKey.bytes()))) return null;
    reader.number64(); // The serial number.
    const isUser = reader.number32() === 1;
    const keyId = reader.text();
    const names = new Reader(reader.bytes());
    const principals: string[] = [];
    while (!names.isAtEnd) principals.push(names.text());
    reader.number64(); // Valid after.
    const end = reader.number64();
    return isUser ? { type, blob, keyId, principals, validBefore: end === forEver ? null : Number(end) } : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/**
 * Signs in to `client` with a key that an authority has certified. ssh2 cannot: it names the signature after the
 * certificate, and OpenSSH wants it named after the key. So the key is shown to ssh2 as that of an agent, and the signed
 * request, whose other bytes ssh2 has made, is sent from here.
 */
export function certifiedKey(
  client: Client,
  key: ParsedKey,
  { certificate, where }: { certificate: string; where: string },
): { agent: ssh2.BaseAgent; label: string } {
  const parsed = parseCertificate(certificate, key);
  const algorithm = algorithms[key.type];
  if (!parsed || !algorithm) {
    throw badKey(
      where,
      'its certificate is no OpenSSH user certificate for this key. Give the line of id_...-cert.pub.',
    );
  }
  const shown: ParsedKey = Object.create(key);
  Object.defineProperties(shown, {
    type: { value: `${algorithm.asked}${suffix}` as KeyType },
    getPublicSSH: { value: () => parsed.blob },
  });
  return { agent: new CertifiedAgent(client, key, shown), label: labelOf(parsed) };
}

function labelOf({ keyId, principals, validBefore }: UserCertificate): string {
  const users = principals.length > 0 ? `for ${principals.join(', ')}` : 'for any user';
  const until = validBefore === null ? '' : `, until ${new Date(validBefore * 1000).toISOString()}`;
  return `the certificate "${keyId}" (${users}${until})`;
}

class CertifiedAgent extends ssh2.BaseAgent<ParsedKey> {
  readonly #client: Client;
  readonly #key: ParsedKey;
  readonly #shown: ParsedKey;

  constructor(client: Client, key: ParsedKey, shown: ParsedKey) {
    super();
    this.#client = client;
    this.#key = key;
    this.#shown = shown;
  }

  override getIdentities(callback: (error?: Error | null, keys?: ParsedKey[]) => void): void {
    callback(null, [this.#shown]);
  }

  /** `data` is the session's identifier and the request without its signature (RFC 4252 section 7). */
  override sign(_key: ParsedKey, data: Buffer, _options: SigningRequestOptions | SignCallback): void {
    const algorithm = algorithms[this.#key.type];
    const request = data.subarray(4 + data.readUInt32BE(0));
    const name = Buffer.from(algorithm?.signature ?? this.#key.type);
    const signature = Buffer.concat([stringOf(name), stringOf(signatureOf(this.#key, data))]);
    sendRequest(this.#client, Buffer.concat([request, stringOf(signature)]));
  }
}

function signatureOf(key: ParsedKey, data: Buffer): Buffer {
  const hash = algorithms[key.type]?.hash ?? null;
  if (!key.type.startsWith('ecdsa-')) return signWith(hash, data, key.getPrivatePEM());
  const both = signWith(hash, data, { key: key.getPrivatePEM(), dsaEncoding: 'ieee-p1363' });
  const half = both.length / 2;
  return Buffer.concat([both.subarray(0, half), both.subarray(half)].map((number) => stringOf(toMpint(number))));
}

/** A positive number without leading zeros, unless its first bit would make it negative (RFC 4251 section 5). */
function toMpint(bytes: Buffer): Buffer {
  const start = bytes.findIndex((byte) => byte !== 0);
  const number = start === -1 ? Buffer.alloc(0) : bytes.subarray(start);
  return (number[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.alloc(1), number]) : number;
}

function stringOf(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** The parts of ssh2 1.x that send a request to sign in. */
interface Protocol {
  _authsQueue: string[];
  _packetRW: { write: { allocStart: number; alloc(length: number): Buffer; finalize(packet: Buffer): Buffer } };
  _cipher: { encrypt(packet: Buffer): void };
}

function sendRequest(client: Client, request: Buffer): void {
  const protocol = (client as unknown as { _protocol: Protocol })._protocol;
  const { write } = protocol._packetRW;
  const packet = write.alloc(request.length);
  packet.set(request, write.allocStart);
  protocol._authsQueue.push('publickey');
  protocol._cipher.encrypt(write.finalize(packet));
}

/** Reads the fields of RFC 4251; throws `RangeError` at the end. */
class Reader {
  readonly #buffer: Buffer;
  #position = 0;

  constructor(buffer: Buffer) {
    this.#buffer = buffer;
  }

  get isAtEnd(): boolean {
    return this.#position >= this.#buffer.length;
  }

  number32(): number {
    this.#position += 4;
    return this.#buffer.readUInt32BE(this.#position - 4);
  }

  number64(): bigint {
    this.#position += 8;
    return this.#buffer.readBigUInt64BE(this.#position - 8);
  }

  bytes(): Buffer {
    const length = this.number32();
    if (this.#position + length > this.#buffer.length) throw new RangeError('the field is cut off');
    this.#position += length;
    return this.#buffer.subarray(this.#position - length, this.#position);
  }

  text(): string {
    return this.bytes().toString('utf8');
  }
}
