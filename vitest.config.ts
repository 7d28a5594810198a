import { defineConfig } from 'vitest/config';
import { LongFilesFirst } from './scripts/test/long-files-first.ts';

const elsewhere = ['**/node_modules/**', '.next/**', '.gantry/**', 'e2e/**/*.e2e.ts'];

export default defineConfig({
  test: {
    sequence: { sequencer: LongFilesFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...elsewhere, '**/*.int.test.ts'],
          // They compute; Vitest would keep one processor free, of two in many places.
          maxWorkers: '100%',
          // Far more than any of them takes: what is quadratic by mistake ends here.
          testTimeout: 120_000,
          setupFiles: ['./core/testing/property-seed.ts'],
        },
      },
      {
        test: {
          name: 'int',
          include: ['**/*.int.test.ts'],
          exclude: elsewhere,
          pool: 'forks',
          // They wait for processes and networks much longer than they compute.
          maxWorkers: 4,
          // A condition that is waited for may take long on a busy machine; that it comes is what matters.
          expect: { poll: { timeout: 120_000 } },
          testTimeout: 240_000,
          hookTimeout: 240_000,
          provide: { givenDatabaseUrl: process.env.TEST_DATABASE_URL ?? '' },
          globalSetup: ['./db/testing/global-setup.ts'],
        },
      },
    ],
  },
});
