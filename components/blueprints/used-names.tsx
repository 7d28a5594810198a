import { PaneSection } from '../ui/pane-section.tsx';

/** What a blueprint uses, name by name. */
export function UsedNames({ title, names }: { title: string; names: readonly string[] }) {
  return (
    <PaneSection title={title}>
      {names.length === 0 ? (
        <p className="text-ink-2 text-sm">None.</p>
      ) : (
        <ul className="flex flex-col gap-1 font-mono text-xs leading-5 [overflow-wrap:anywhere]">
          {names.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
      )}
    </PaneSection>
  );
}
