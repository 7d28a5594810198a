import { expect, it } from 'vitest';
import { parseFacts } from './host-facts.ts';

const clock = { begun: 1_700_000_000_200, ended: 1_700_000_000_700 };

it('reads what a Linux machine answers, also after a greeting', () => {
  const answer = `Welcome!
gantry-fact:time=1700000000
gantry-fact:os=Debian GNU/Linux 13 (trixie)
gantry-fact:kernel=6.12.0
gantry-fact:architecture=x86_64
gantry-fact:cores=2
gantry-fact:memory=16384256 kB
gantry-fact:disk=/dev/sda1   41152832 10204112 28844224      27% /
gantry-fact:python3=Python 3.13.5
gantry-fact:shell=/bin/bash
gantry-fact:sudo=passwordless
`;
  expect(parseFacts(answer, clock)).toEqual({
    os: 'Debian GNU/Linux 13 (trixie)',
    kernel: '6.12.0',
    architecture: 'x86_64',
    cores: 2,
    memoryBytes: 16_384_256 * 1024,
    diskBytes: 41_152_832 * 1024,
    diskFreeBytes: 28_844_224 * 1024,
    sudo: 'passwordless',
    python3: '3.13.5',
    shell: '/bin/bash',
    clockSkewSeconds: 0,
  });
});

it('leaves out what a machine does not say or says in another way', () => {
  const facts = parseFacts('gantry-fact:memory=17179869184\r\ngantry-fact:python3=sh: python3: not found\r\n', clock);
  expect(facts).toEqual({
    ...{ os: null, kernel: null, architecture: null, cores: null, diskBytes: null, diskFreeBytes: null },
    ...{ sudo: null, python3: null, shell: null, clockSkewSeconds: null, memoryBytes: 17_179_869_184 },
  });
  expect(parseFacts('This account is currently not available.\n', clock)).toBeNull();
});

it.each([
  [1_699_999_990, -10],
  [1_700_000_001, 0],
  [1_700_003_601, 3600],
])('knows how far the clock of a host is off: %d', (seconds, skew) => {
  expect(parseFacts(`gantry-fact:time=${seconds}`, clock)?.clockSkewSeconds).toBe(skew);
});
