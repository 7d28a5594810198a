import type { KeyboardEvent } from 'react';

const steps: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/**
 * Among tabs, or choices of which one is always taken, arrows, Home and End go to another one and take it. For the
 * element around them, whose `role` children they are.
 */
export function walkChoices(event: KeyboardEvent<HTMLElement>, role: 'tab' | 'radio'): void {
  const choices = [...event.currentTarget.querySelectorAll<HTMLElement>(`[role=${role}]:not([disabled])`)];
  const at = event.target instanceof HTMLElement ? choices.indexOf(event.target) : -1;
  const next = nextPlace(event.key, at, choices.length);
  const choice = next === null ? undefined : choices[next];
  if (at < 0 || !choice) return;
  event.preventDefault();
  choice.focus();
  choice.click();
}

function nextPlace(key: string, at: number, count: number): number | null {
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  const step = steps[key];
  return step === undefined ? null : (at + step + count) % count;
}
