'use client';

import { useEffect, useState } from 'react';
import { checkAnswers, type GuidedAnswers, type GuidedProblem } from '../../core/guided/answers.ts';

const key = 'gantry-guided';
const nothing: GuidedAnswers = { name: '', hosts: [], programs: [] };

/** What was answered so far, kept in this tab; problems are told once the person wants to go on. */
export function useGuided() {
  const [answers, setAnswers] = useState<GuidedAnswers>(recall);
  const [isAsked, setAsked] = useState(false);
  useEffect(() => remember(answers), [answers]);
  const problems = isAsked ? checkAnswers(answers) : [];
  return {
    answers,
    set: (change: Partial<GuidedAnswers>) => setAnswers((before) => ({ ...before, ...change })),
    problems,
    /** Whether nothing stands in the way. */
    check(): boolean {
      setAsked(true);
      return checkAnswers(answers).length === 0;
    },
  };
}

/** What is wrong with one field. */
export function problemOf(problems: readonly GuidedProblem[], at: GuidedProblem['at']): string | undefined {
  return problems.find((each) => each.at.part === at.part && each.at.number === at.number && each.at.field === at.field)
    ?.message;
}

function recall(): GuidedAnswers {
  try {
    return { ...nothing, ...JSON.parse(sessionStorage.getItem(key) ?? '{}') };
  } catch {
    return nothing;
  }
}

function remember(answers: GuidedAnswers): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(answers));
  } catch {
    // A browser that keeps nothing begins anew after a reload.
  }
}

/** For when they have become a blueprint. */
export function forgetGuided(): void {
  sessionStorage.removeItem(key);
}
