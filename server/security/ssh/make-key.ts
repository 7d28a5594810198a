import ssh2 from 'ssh2';

/**
 * A new Ed25519 key pair in OpenSSH format. About one in 400 that ssh2 1.17 makes cannot be read by anybody, itself
 * included, so each is read back before it is used.
 */
export function makeSshKey(comment = ''): { private: string; public: string } {
  for (;;) {
    const key = ssh2.utils.generateKeyPairSync('ed25519', { comment });
    if (!(ssh2.utils.parseKey(key.private) instanceof Error)) return key;
  }
}
