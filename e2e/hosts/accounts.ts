import type { IsolatedHost } from './host.ts';

/** An account of a host, beside its own one. Everybody signs in with the host's key. */
export interface Account {
  name: string;
  /** Login shell. Default: bash. */
  shell?: string;
  /** The rule of the sudoers file after the name; absent: no sudo. */
  sudo?: string;
  password?: string;
}

/** Adds accounts to a host, each with a home. */
export async function addAccounts(host: IsolatedHost, accounts: readonly Account[]): Promise<void> {
  const lines = accounts.flatMap(({ name, shell = '/bin/bash', sudo, password }, index) => {
    const id = 1600 + index;
    // These files are mounts of their own, so that nothing can take their place.
    return [
      `echo '${name}:x:${id}:${id}::/home/${name}:${shell}' >>/etc/passwd`,
      `echo '${name}:x:${id}:' >>/etc/group`,
      `echo "${name}:${password === undefined ? '*' : `$(openssl passwd -6 '${password}')`}:19000:0:99999:7:::" >>/etc/shadow`,
      ...(sudo === undefined ? [] : [`echo '${name} ${sudo}' >>/etc/sudoers`]),
      `mkdir -p /home/${name} && chown ${id}:${id} /home/${name}`,
    ];
  });
  await host.inside(lines.join('\n'));
}
