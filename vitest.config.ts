import { defineConfig } from 'vitest/config';

const elsewhere = ['**/node_modules/**', '.next/**', '.gantry/**', 'e2e/**/*.e2e.ts'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...elsewhere, '**/*.int.test.ts'],
          // Far more than any of them takes: what is quadratic by mistake ends here.
          testTimeout: 30_000,
          setupFiles: ['./core/testing/property-seed.ts'],
        },
      },
      {
        test: {
          name: 'int',
          include: ['**/*.int.test.ts'],
          exclude: elsewhere,
          pool: 'forks',
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          provide: { givenDatabaseUrl: process.env.TEST_DATABASE_URL ?? '' },
          globalSetup: ['./db/testing/global-setup.ts'],
        },
      },
    ],
  },
});
