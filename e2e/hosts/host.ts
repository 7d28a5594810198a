/** One real OpenSSH server. */
export interface SshHost {
  name: string;
  address: string;
  port: number;
  user: string;
  privateKey: string;
  fingerprint: string;
  keyType: string;
  publicKey: string;
  /** Ends the machine with everything that runs on it. */
  kill(): Promise<void>;
}

/** A machine of its own, with network, file system, processes and sudo. */
export interface IsolatedHost extends SshHost {
  /** Drops every packet, without a reset. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  /** Runs a shell command as root on the machine, not through SSH. */
  inside(command: string): Promise<string>;
}

export type SshHosts = { close(): Promise<void> } & (
  | { isolated: true; hosts: IsolatedHost[] }
  | { isolated: false; hosts: SshHost[] }
);

/** What every host of one fixture shares. */
export interface HostPlan {
  folder: string;
  count: number;
  client: { private: string; public: string };
}
