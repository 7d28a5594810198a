'use client';

/** Every page carries it, and hardly one ever shows it: it is drawn without the parts that pages are made of. */
export function Crash({ error, reset }: { error: Error; reset: () => void }) {
  return (
    <div className="mx-auto w-full max-w-xl p-6">
      <title>Something went wrong · Gantry</title>
      <div role="alert" className="rounded-lg border border-bad/35 bg-bad-soft px-3.5 py-2.5 text-sm">
        <p className="font-medium text-bad">This page met a fault of its own</p>
        <p className="mt-0.5">What you deployed is not touched. If it happens again, report it with this text:</p>
        <code className="mt-1 block text-xs [overflow-wrap:anywhere]">{error.message}</code>
        <button
          type="button"
          onClick={reset}
          className="mt-2.5 h-7 rounded-md border border-line bg-raised px-2.5 text-xs"
        >
          Try again
        </button>
      </div>
    </div>
  );
}
