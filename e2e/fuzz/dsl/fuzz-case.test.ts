import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { readCorpus } from './corpus.ts';
import { makeCase, runCase } from './fuzz-case.ts';

it('makes the same case of the same seed', () => {
  const corpus = readCorpus('');
  expect(makeCase(corpus, 3, 7)).toEqual(makeCase(corpus, 3, 7));
});

it('survives 2,000 damaged blueprints: real ones where they are at hand, else the examples', async () => {
  const corpus = readCorpus(resolve(import.meta.dirname, '../../../../shared/blueprints'));
  for (let number = 0; number < 2000; number += 1) {
    expect(await runCase(makeCase(corpus, 1, number)), `case ${number} of seed 1`).toEqual([]);
  }
}, 240_000);
