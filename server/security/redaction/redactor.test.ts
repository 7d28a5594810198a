import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactJson } from './redact-json.ts';
import { createRedactor, mask, type Redactor } from './redactor.ts';

const canary = 'c4n4ry/Pa$$+wörd="x"';

function redactorOf(...secrets: string[]): Redactor {
  const redactor = createRedactor();
  for (const secret of secrets) redactor.add(secret);
  return redactor;
}

describe('redactor', () => {
  const { redact } = redactorOf(canary);

  it('masks a secret and leaves the rest', () => {
    expect(redact(`before ${canary} after`)).toBe(`before ${mask} after`);
    expect(redact('nothing here')).toBe('nothing here');
  });

  it.each([
    ['URL', encodeURIComponent(canary)],
    ['form', new URLSearchParams({ v: canary }).toString()],
    ['JSON', JSON.stringify({ v: canary })],
    ['JSON in JSON', JSON.stringify(JSON.stringify({ v: canary }))],
    ['base64', Buffer.from(canary).toString('base64')],
    ['base64url', Buffer.from(canary).toString('base64url')],
  ])('masks it escaped as %s', (_form, text) => {
    expect(redact(`x=${text};`)).toContain(mask);
    expect(redact(text)).not.toContain(text);
  });

  it('masks it inside a longer base64 text, at each offset', () => {
    for (const before of ['', 'a', 'ab', 'abc']) {
      const text = Buffer.from(`${before}${canary} tail`).toString('base64');
      const left = Buffer.from(redact(text).replaceAll(mask, ''), 'base64').toString('utf8');
      expect(left).not.toContain(canary.slice(4, -4));
    }
  });

  it('masks the lines of a key, which a log shows one by one', () => {
    const key = `-----BEGIN OPENSSH PRIVATE KEY-----\n${'b3BlbnNzaC1rZXktdjEAAAAABG5vbmU'}\nQyNTUxOQAAACBx\n-----END OPENSSH PRIVATE KEY-----\n`;
    const ofKey = redactorOf(key);
    expect(ofKey.redact('b3BlbnNzaC1rZXktdjEAAAAABG5vbmU')).toBe(mask);
    expect(ofKey.redact('-----BEGIN OPENSSH PRIVATE KEY-----')).toContain('BEGIN');
  });

  it('masks secrets that overlap or contain each other as one', () => {
    expect(redactorOf('abcdef', 'defghi').redact('x abcdefghi y')).toBe(`x ${mask} y`);
    expect(redactorOf('abcdef', 'bcde').redact('x abcdef y')).toBe(`x ${mask} y`);
  });

  it('leaves words alone when a secret is too short', () => {
    expect(redactorOf('abc').redact('abcabc')).toBe('abcabc');
  });

  it('masks keys and values of data', () => {
    const value = { [canary]: [canary, 1, null, { deep: `-${canary}-` }] };
    expect(redactJson(value, { redact })).toEqual({ [mask]: [mask, 1, null, { deep: `-${mask}-` }] });
  });
});

describe('redacting stream', () => {
  it('gives the same as the whole text at once, however it is cut', () => {
    const secrets = ['secret-one', 'one-two', 'aaaa', 'abababab'];
    const redactor = redactorOf(...secrets);
    const piece = fc.oneof(
      fc.constantFrom(...secrets),
      fc.string({ unit: fc.constantFrom('a', 'b', '-', 'o', 's', 'é') }),
    );
    fc.assert(
      fc.property(fc.array(piece), fc.array(fc.nat(12)), (parts, cuts) => {
        const text = parts.join('');
        const stream = redactor.stream();
        let result = '';
        let at = 0;
        for (const length of cuts) {
          result += stream.push(text.slice(at, at + length));
          at += length;
        }
        result += stream.push(text.slice(at)) + stream.end();
        // Adjacent secrets may be masked as one or as two, depending on the cuts.
        const norm = (masked: string): string => masked.replaceAll(new RegExp(`(${mask})+`, 'g'), mask);
        expect(norm(result)).toBe(norm(redactor.redact(text)));
        for (const secret of secrets) expect(result).not.toContain(secret);
      }),
      { numRuns: 2000 },
    );
  });

  it('never passes on a part of a secret that goes on', () => {
    const stream = redactorOf('hunter22').stream();
    expect([stream.push('password hun'), stream.push('te'), stream.push('r22 ok'), stream.end()].join('')).toBe(
      `password ${mask} ok`,
    );
  });

  it('lets go of a beginning that is not a secret', () => {
    const stream = redactorOf('hunter22').stream();
    expect(stream.push('hunt')).toBe('');
    expect(stream.push('ing ')).toBe('hunting ');
  });
});

it('is quick with many secrets and much text', () => {
  const redactor = redactorOf(...Array.from({ length: 500 }, (_, n) => `secret-number-${n}-${n * 7919}`));
  const text = 'an ordinary line of a log with nothing in it to hide\n'.repeat(20_000);
  expect(redactor.redact(text)).toBe(text);
});
