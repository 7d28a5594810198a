import { describedBy, Field, Input } from '../ui/field.tsx';

/** For those who lead to it. */
export const nameFieldId = 'blueprint-name';

interface NameFieldProps {
  value: string;
  problem: string | undefined;
  onChange: (value: string) => void;
}

export function NameField({ value, problem, onChange }: NameFieldProps) {
  const id = nameFieldId;
  return (
    <Field id={id} label="Name of the blueprint" problem={problem}>
      <Input
        {...describedBy(id, { problem: problem !== undefined })}
        value={value}
        onChange={({ target }) => onChange(target.value)}
        autoComplete="off"
        maxLength={128}
      />
    </Field>
  );
}
