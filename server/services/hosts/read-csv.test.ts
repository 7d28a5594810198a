import { expect, it } from 'vitest';
import { readCsv } from './read-csv.ts';

it('reads a table with all columns', () => {
  const text = `\uFEFFName,IP Address,Port,User,Key secret,passphrase_secret,password-secret,agent,sudo,sudo_password_secret,jump_host,labels,notes
web1,10.0.0.1,2222,ops,web_key,web_pass,web_password,yes,password,web_sudo,gate,"zone=a; role=web; role=db","two
lines"

gate,fe80::1,,,,,,,,,,,
`;
  expect(readCsv(text)).toEqual({
    hosts: [
      {
        line: 2,
        draft: {
          ...{ name: 'web1', address: '10.0.0.1', port: 2222, user: 'ops', keySecret: 'web_key' },
          ...{ passphraseSecret: 'web_pass', passwordSecret: 'web_password', useAgent: true, sudo: 'password' },
          ...{ sudoPasswordSecret: 'web_sudo', jumpHost: 'gate', labels: { zone: ['a'], role: ['web', 'db'] } },
          notes: 'two\nlines',
        },
      },
      { line: 5, draft: { name: 'gate', address: 'fe80::1' } },
    ],
    problems: [],
    skipped: [],
    keyFiles: [],
  });
});

it('takes semicolons and tabs, and the address for a name that is not given', () => {
  expect(readCsv('ip;user\n10.0.0.1;ops\n').hosts).toEqual([
    { line: 2, draft: { name: '10.0.0.1', address: '10.0.0.1', user: 'ops' } },
  ]);
  expect(readCsv('\n\nname\taddress\nweb\t10.0.0.1').hosts).toEqual([
    { line: 4, draft: { name: 'web', address: '10.0.0.1' } },
  ]);
});

it.each([
  ['', 1, 'There is nothing in it'],
  ['web1,10.0.0.1\n', 1, '"web1", "10.0.0.1" is none'],
  ['name,user\nweb,ops\n', 1, '"address" is missing'],
  ['ip,address\na,b\n', 1, 'Two columns mean the same'],
  ['address,port\na,80x\n', 2, '"80x" is not a port'],
  ['address,labels\na,zone\n', 2, '"zone" is not a label'],
  ['address,sudo\na,maybe\n', 2, '"maybe" is not a kind of sudo'],
  ['address,agent\na,perhaps\n', 2, '"perhaps" is neither yes nor no'],
  ['address,notes\na,"open\n', 2, 'This is not a table'],
])('says what is wrong and where: %j', (text, line, message) => {
  const { problems } = readCsv(text);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ line, message: expect.stringContaining(message) });
});

it('takes a table of 100,000 hosts in a time that grows with its length', () => {
  const rows = Array.from(
    { length: 100_000 },
    (_, index) => `host-${index},10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`,
  );
  const { hosts, problems } = readCsv(`name,address\n${rows.join('\n')}\n`);
  expect([hosts.length, problems.length, hosts.at(-1)?.line]).toEqual([100_000, 0, 100_001]);
});
