import { expect, test } from 'vitest';
import { readEnv } from './env.ts';
import { settingsInForce } from './settings-in-force.ts';

test('every setting has its variable and says whether it was set', () => {
  const rows = settingsInForce(readEnv({ PORT: '9000', GANTRY_LAB: '' }));
  expect(rows.find(({ variable }) => variable === 'PORT')).toMatchObject({ value: '9000', isSet: true });
  expect(rows.find(({ variable }) => variable === 'GANTRY_LAB')).toMatchObject({ value: 'on', isSet: false });
});

test.each([
  'postgresql://gantry:s3cr3t-word@db.example:5432/gantry?password=s3cr3t-word&sslkey=s3cr3t-word',
  'postgres://gantry:s3cr3t-word@[bad',
])('nothing of a password is in it: %s', (url) => {
  const text = JSON.stringify(settingsInForce(readEnv({ DATABASE_URL: url })));
  expect(text).not.toContain('s3cr3t-word');
});
