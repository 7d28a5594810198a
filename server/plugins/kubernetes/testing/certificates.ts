import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** An authority of a test, and a certificate that it signed. PEM. */
export interface TestCertificates {
  authority: string;
  certificate: string;
  key: string;
}

export interface CertificateWishes {
  /** Subject alternative names, as openssl writes them. Default: `IP:127.0.0.1,DNS:localhost`. */
  names?: string;
  /** Days from now; -1: it has expired. Default: 2. */
  days?: number;
}

/** Makes an authority and a server certificate in a folder that is gone again at the end. */
export async function makeCertificates({ names, days = 2 }: CertificateWishes = {}): Promise<TestCertificates> {
  const folder = await mkdtemp(join(tmpdir(), 'gantry-certificates-'));
  const openssl = (...words: string[]) => run('openssl', words, { cwd: folder });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  try {
    await openssl('req', '-x509', ...key, '-days', '2', '-subj', '/CN=test', '-keyout', 'ca.key', '-out', 'ca.crt');
    await openssl('req', ...key, '-subj', '/CN=api', '-keyout', 'api.key', '-out', 'api.csr');
    await writeFile(join(folder, 'names'), `subjectAltName=${names ?? 'IP:127.0.0.1,DNS:localhost'}\n`);
    await openssl(
      ...['x509', '-req', '-in', 'api.csr', '-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial'],
      ...['-days', String(days), '-extfile', 'names', '-out', 'api.crt'],
    );
    const read = (name: string) => readFile(join(folder, name), 'utf8');
    const [authority, certificate, secret] = await Promise.all([read('ca.crt'), read('api.crt'), read('api.key')]);
    return { authority, certificate, key: secret };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
