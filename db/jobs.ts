import { runMigrations } from 'graphile-worker';

/** Brings the tables of the job queue up to date; processes that do so at once wait for each other. */
export async function migrateJobs(url: string): Promise<void> {
  await runMigrations({ connectionString: url, maxPoolSize: 1 });
}
