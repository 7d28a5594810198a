import { expect, it } from 'vitest';
import { readSshConfig } from './read-ssh-config.ts';

const none = { keys: {}, hasOtherSignIn: false };
const other = { keys: {}, hasOtherSignIn: true };

it('reads hosts with what the patterns add to them; the first value counts', () => {
  const text = `# my machines
User everyone

Host gate
  HostName gate.example.org
  Port 2222

Host web1 web2
  HostName %h.example.org
  User ops
  ProxyJump gate
  IdentityFile ~/.ssh/web
Host web*
  Port = 2200
  User nobody
Host * !gate
  ProxyJump none
  IdentityFile ~/.ssh/all
`;
  const read = readSshConfig(text, { keys: { '~/.ssh/web': 'web_key' }, hasOtherSignIn: false });
  expect(read.problems).toEqual([]);
  const web = { user: 'everyone', port: 2200, jumpHost: 'gate', keySecret: 'web_key' };
  expect(read.hosts).toEqual([
    { line: 4, draft: { name: 'gate', address: 'gate.example.org', port: 2222, user: 'everyone' } },
    { line: 8, draft: { name: 'web1', address: 'web1.example.org', ...web } },
    { line: 8, draft: { name: 'web2', address: 'web2.example.org', ...web } },
  ]);
  expect(read.skipped.map(({ line, name }) => `${line} ${name}`)).toEqual(['13 Host web*', '16 Host * !gate']);
});

it('names what it leaves out, with the reason', () => {
  const read = readSshConfig(
    `Include other.conf
Host a b
  HostName 10.0.0.1
Host c
  ProxyJump b
Match host a exec "rm -rf /"
  User root
`,
    other,
  );
  expect(read.hosts.map(({ draft }) => draft)).toEqual([
    { name: 'a', address: '10.0.0.1' },
    { name: 'c', address: 'c', jumpHost: 'a' },
  ]);
  expect(read.skipped).toEqual([
    { line: 1, name: 'Include other.conf', reason: expect.stringContaining('not read') },
    { line: 6, name: 'Match host a exec rm -rf /', reason: expect.stringContaining('not evaluated') },
    { line: 2, name: 'b', reason: 'another name of the host "a"' },
  ]);
});

it('asks for secrets in the place of key files, unless there is another way to sign in', () => {
  const text = 'Host a\n  IdentityFile ~/.ssh/a\n  IdentityFile "~/my keys/b"\n';
  const read = readSshConfig(text, none);
  expect(read.keyFiles).toEqual(['~/.ssh/a', '~/my keys/b']);
  expect(read.problems).toEqual([
    { line: 1, host: 'a', field: 'keySecret', message: expect.stringContaining('store its text as a secret') },
  ]);
  expect(readSshConfig(text, other)).toMatchObject({ problems: [], keyFiles: ['~/.ssh/a', '~/my keys/b'] });
});

it.each([
  ['Host a\n  Port none\n', 1, '"none" is not a port'],
  ['\nHost a\n  ProxyCommand nc %h %p\n', 2, 'ProxyCommand is not run here'],
  ['Host a\n  ProxyJump b,c\n', 1, 'Name only "c" here'],
  ['Host a\n  ProxyJump ops@b:22\n', 1, 'Write a Host block for the jump host'],
  ['Host a\n  User "x\n', 2, 'A quote in this line is not closed'],
])('says what is wrong and where: %j', (text, line, message) => {
  const { problems } = readSshConfig(text, none);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ line, message: expect.stringContaining(message) });
});

it('takes 50,000 hosts in a time that grows with their number', () => {
  const text = Array.from({ length: 50_000 }, (_, index) => `Host h${index}\n  HostName 10.0.0.1\n`).join('');
  expect(readSshConfig(`${text}Host *\n  User ops\n`, none).hosts).toHaveLength(50_000);
});
