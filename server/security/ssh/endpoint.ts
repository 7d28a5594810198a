/** Where a host key belongs: the same address means different machines to different tenants. */
export interface HostEndpoint {
  tenant: string;
  address: string;
  port: number;
}

/** A host key as a server offers it. */
export interface HostKey {
  /** `SHA256:` and unpadded base64, as `ssh-keygen -l` prints it. */
  fingerprint: string;
  /** `ssh-ed25519`, `ssh-rsa`, ... */
  keyType: string;
  /** Base64 of the key in SSH wire format. */
  publicKey: string;
}

export type HostKeyStatus = 'pending' | 'accepted' | 'revoked';

/** What is known about the host keys of the machines, and where new ones are reported (reliability.md P21). */
export interface HostKeyPort {
  /** All keys ever seen at the endpoint, with what a person decided about them. */
  find(endpoint: HostEndpoint): Promise<(HostKey & { status: HostKeyStatus })[]>;
  /** Remembers a key nobody has decided about. Called again for the same key it changes nothing. */
  recordPending(endpoint: HostEndpoint, key: HostKey): Promise<void>;
  /** A machine showed another key than the accepted one, or a revoked one; goes to the audit trail. */
  recordRefusal(endpoint: HostEndpoint, refusal: { offered: string; accepted: string[] }): Promise<void>;
}

/** One way to sign in. */
export type SshCredential =
  | {
      kind: 'key';
      /** OpenSSH or PEM text. */
      privateKey: string;
      /** For an encrypted key. */
      passphrase?: string;
      /** An OpenSSH user certificate for the key: the line of `id_...-cert.pub`. */
      certificate?: string;
    }
  /** Also answers a keyboard-interactive question for the password. */
  | { kind: 'password'; password: string }
  /** An ssh-agent that listens on a Unix socket of this machine. */
  | { kind: 'agent'; socket: string };

/** One account on one machine. */
export interface SshTarget extends HostEndpoint {
  user: string;
  /** Tried in this order. */
  credentials: readonly SshCredential[];
  /** Fingerprints or public keys given with the node; when there are any, no other key will do. */
  trustedKeys: readonly string[];
  /** The jump host through which the machine is reached; verified and signed in to like any other. */
  via: SshTarget | null;
  /** What is connected to when what `address` stands for was looked up, and checked, before. */
  checkedAddress?: string;
  /** Milliseconds for one attempt to connect. Default: 20,000. */
  connectTimeoutMs?: number;
  /** How often a machine that does not answer is asked before the operation fails. Default: 1. */
  connectionAttempts?: number;
  /** Milliseconds between questions whether the machine is still there; three unanswered end the connection. Default: 11,000. */
  keepAliveMs?: number;
}
