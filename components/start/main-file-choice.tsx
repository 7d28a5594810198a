interface MainFileChoiceProps {
  candidates: readonly string[];
  chosen: string;
  onChoose: (path: string) => void;
}

/** Asks which of several files the blueprint begins with. */
export function MainFileChoice({ candidates, chosen, onChoose }: MainFileChoiceProps) {
  return (
    <fieldset className="min-w-0">
      <legend className="font-medium text-sm">Which file does the blueprint begin with?</legend>
      <p className="pb-1.5 text-ink-2 text-sm">
        Each of these is a blueprint. The others come along; another one can be made the main file later.
      </p>
      <ul className="max-h-64 overflow-y-auto rounded-lg border border-line p-1.5">
        {candidates.map((path) => (
          <li key={path}>
            <label className="flex min-h-8 items-center gap-2.5 rounded px-1 hover:bg-hover">
              <input
                type="radio"
                name="main-file"
                checked={path === chosen}
                onChange={() => onChoose(path)}
                className="size-4 shrink-0 accent-accent-fill"
              />
              <span className="font-mono text-sm [overflow-wrap:anywhere]">{path}</span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
