import { describedBy, Field, Input } from '../ui/field.tsx';

interface NameFieldProps {
  value: string;
  problem: string | undefined;
  onChange: (value: string) => void;
}

export function NameField({ value, problem, onChange }: NameFieldProps) {
  const id = 'blueprint-name';
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
