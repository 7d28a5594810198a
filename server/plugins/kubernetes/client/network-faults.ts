import { EgressRefusal } from '../../../security/egress/egress.ts';
import { ClusterFault } from './cluster-fault.ts';

/** Why nothing came back from a server: what `fetch` of the operating system and TLS say, in words and with a way out. */
export function faultOfNetwork(error: unknown, server: string): ClusterFault {
  if (error instanceof ClusterFault) return error;
  if (error instanceof EgressRefusal) {
    return new ClusterFault('refused address', {
      detail: error.message,
      hint: 'Or write an address of the API server that is allowed.',
    });
  }
  const code = codeOf(error);
  const said = error instanceof Error ? error.message : String(error);
  return faultOfCertificate(code, namesOf(error) ?? said, server) ?? faultOfConnection(code, said, server);
}

/** What a certificate that does not fit is for. */
function namesOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('cert' in error)) return null;
  const { cert } = error;
  const hasNames = typeof cert === 'object' && cert !== null && 'subjectaltname' in cert;
  return hasNames && typeof cert.subjectaltname === 'string' ? cert.subjectaltname : null;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

const connectionHints: Readonly<Record<string, readonly [what: string, hint: string]>> = {
  ECONNREFUSED: ['nothing listens there', 'Check the address and port, and whether the API server runs.'],
  ENOTFOUND: ['its name has no address', 'Check the name, or write the address.'],
  EAI_AGAIN: ['its name could not be looked up', 'Check the name service of this machine.'],
  EHOSTUNREACH: ['there is no way to it', 'Check the network between this machine and the cluster.'],
  ENETUNREACH: ['there is no way to it', 'Check the network between this machine and the cluster.'],
  ETIMEDOUT: ['it does not answer', 'Check the address, and whether a firewall lets this machine through.'],
  ECONNRESET: ['it ended the connection', 'Check whether the API server runs, and what is between.'],
  EPIPE: ['it ended the connection', 'Check whether the API server runs, and what is between.'],
};

function faultOfConnection(code: string, said: string, server: string): ClusterFault {
  const [what, hint] = connectionHints[code] ?? [said, 'Check the address, and whether the API server runs.'];
  return new ClusterFault('no answer', { detail: `${server} cannot be reached: ${what}.`, hint });
}

/** How long a server may take, in seconds, was over. */
export function faultOfPatience(server: string, what: 'connect' | 'answer', seconds: number): ClusterFault {
  const detail =
    what === 'connect'
      ? `${server} cannot be reached: it does not answer within ${seconds} s.`
      : `${server} did not answer a request within ${seconds} s.`;
  const hint =
    what === 'connect'
      ? 'Check the address, and whether a firewall lets this machine through.'
      : 'Check the health of the API server and of its etcd.';
  return new ClusterFault('no answer', { detail, hint });
}

const unknownAuthority = [
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_SIGNATURE_FAILURE',
];

function faultOfCertificate(code: string, said: string, server: string): ClusterFault | null {
  const found = certificateTrouble(code, said);
  if (found === null) return null;
  const [what, hint] = found;
  return new ClusterFault('certificate', { detail: `${server} is not trusted: ${what}.`, hint });
}

function certificateTrouble(code: string, said: string): [what: string, hint: string] | null {
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return [
      `its certificate is for ${said.slice(0, 300)}`,
      'Write one of these as the server, or name one with tls-server-name in the kubeconfig.',
    ];
  }
  if (code === 'CERT_HAS_EXPIRED') return ['its certificate has expired', 'Renew the certificate of the API server.'];
  if (code === 'CERT_NOT_YET_VALID') return ['its certificate is not valid yet', 'Check the clocks of both machines.'];
  if (unknownAuthority.includes(code))
    return [
      'its certificate is signed by an authority that is not known here',
      "Give the cluster's own authority: certificate-authority-data in a kubeconfig, ssl_ca_cert in api_options.",
    ];
  if (code === 'EPROTO' || code === 'ERR_SSL_WRONG_VERSION_NUMBER') {
    return /wrong version number|packet length/i.test(said)
      ? ['it does not speak TLS on that port', 'Check the port; a plain http server is written http://.']
      : [`TLS failed (${said.replace(/^.*?(?=ssl|tls)/i, '').slice(0, 200)})`, 'Check what listens on that port.'];
  }
  if (/^ERR_SSL_.*ALERT/.test(code))
    return [
      "it refused this side's certificate",
      'Check client-certificate-data and client-key-data, and whether they have expired.',
    ];
  if (/^ERR_(OSSL|CRYPTO)_/.test(code))
    return [
      `a certificate or key that was given for it cannot be read (${said.slice(0, 200)})`,
      'Give PEM texts, and the key that belongs to the certificate.',
    ];
  return null;
}
