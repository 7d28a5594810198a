/** The superuser and the database that Gantry uses inside its own PostgreSQL. */
export const embeddedUser = 'gantry';
export const embeddedDatabaseName = 'gantry';

/** The port only names the socket file: nothing listens on the network. */
export const embeddedPort = 5432;

/**
 * A small memory footprint and steady commits. Durability (fsync, synchronous_commit, full_page_writes)
 * keeps PostgreSQL's safe defaults: a recorded outcome must survive a power cut.
 */
const settings: Record<string, string> = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: '60',
  shared_buffers: '32MB',
  work_mem: '4MB',
  maintenance_work_mem: '32MB',
  temp_buffers: '1MB',
  wal_buffers: '4MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  min_wal_size: '32MB',
  max_wal_size: '256MB',
  checkpoint_timeout: '15min',
  max_worker_processes: '2',
  max_parallel_workers: '0',
  max_parallel_workers_per_gather: '0',
  max_logical_replication_workers: '0',
  autovacuum_max_workers: '2',
  io_method: 'sync',
  jit: 'off',
  huge_pages: 'off',
  log_destination: 'stderr',
  logging_collector: 'off',
  log_line_prefix: '%m [%p] ',
  log_checkpoints: 'off',
  // Statements may carry what people typed.
  log_min_error_statement: 'panic',
  timezone: 'UTC',
};

/** The arguments of the postmaster. `others` come in addition to the settings above or in their place. */
export function postmasterArguments(
  dataFolder: string,
  socketFolder: string,
  others: Readonly<Record<string, string>> = {},
): string[] {
  const quoted = `"${socketFolder.replaceAll('"', '""')}"`;
  const all = { ...settings, ...others, port: String(embeddedPort), unix_socket_directories: quoted };
  return ['-D', dataFolder, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

/** Nothing of this process's environment (PGDATA, PGPORT, LD_LIBRARY_PATH, secrets) reaches PostgreSQL. */
export function bareEnvironment(): NodeJS.ProcessEnv {
  return { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC', NODE_ENV: 'production' };
}
