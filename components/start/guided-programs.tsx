'use client';

import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import type { GuidedHost, GuidedProblem, GuidedProgram } from '../../core/guided/answers.ts';
import { type GuidedPreset, presets } from '../../core/guided/presets.ts';
import { freeName } from '../deployments/free-name.ts';
import { IconButton } from '../ui/button.tsx';
import { describedBy, Field, Input, NativeSelect, TextArea } from '../ui/field.tsx';
import { Fold } from '../ui/fold.tsx';
import { problemOf } from './use-guided.ts';

interface GuidedProgramsProps {
  programs: readonly GuidedProgram[];
  hosts: readonly GuidedHost[];
  problems: readonly GuidedProblem[];
  onChange: (programs: GuidedProgram[]) => void;
}

/** The programs with their commands; what each uses is ticked. */
export function GuidedPrograms({ programs, hosts, problems, onChange }: GuidedProgramsProps) {
  const none = problemOf(problems, { part: 'program', number: 0, field: 'name' });
  function change(number: number, part: Partial<GuidedProgram>): void {
    const before = programs[number]?.name;
    const rename = (used: string): string => (used === before && part.name !== undefined ? part.name : used);
    onChange(
      programs.map((program, at) => ({
        ...program,
        uses: program.uses.map(rename),
        ...(at === number ? part : {}),
      })),
    );
  }
  return (
    <div className="flex flex-col gap-4">
      {programs.map((program, number) => (
        <ProgramFields
          // biome-ignore lint/suspicious/noArrayIndexKey: programs have no other identity, and names are typed.
          key={number}
          {...{ program, number, programs, hosts, problems }}
          onChange={(part) => change(number, part)}
          onRemove={() => onChange(without(programs, number))}
        />
      ))}
      {programs.length === 0 && none && (
        <p role="alert" className="text-bad text-sm">
          {none}
        </p>
      )}
      {programs.length > 0 && <p className="-mb-2 text-ink-2 text-sm">Add another</p>}
      <ul aria-label="Programs to add" className="grid gap-2 sm:grid-cols-2">
        {presets.map((preset) => (
          <li key={preset.id}>
            <button
              type="button"
              onClick={() => onChange([...programs, begun(preset, programs, hosts)])}
              className="flex h-full w-full items-start gap-2.5 rounded-md border border-line-strong/70 border-dashed px-3 py-2.5 text-left hover:border-accent hover:bg-hover"
            >
              <Plus aria-hidden className="mt-0.5 size-4 shrink-0 text-accent" />
              <span>
                <span className="block font-medium text-sm">{preset.title}</span>
                <span className="block text-ink-2 text-xs">{preset.lead}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** With a name that is free, on the host that has least, using what it wants of what is there. */
function begun(
  { program }: GuidedPreset,
  programs: readonly GuidedProgram[],
  hosts: readonly GuidedHost[],
): GuidedProgram {
  const names = programs.map(({ name }) => name);
  const counted = hosts.map(({ name }) => ({ name, count: programs.filter(({ host }) => host === name).length }));
  const [host] = counted.toSorted((a, b) => a.count - b.count);
  const uses = program.uses.filter((used) => names.includes(used));
  return { ...program, name: freeName(program.name, names), host: host?.name ?? '', uses };
}

function without(programs: readonly GuidedProgram[], number: number): GuidedProgram[] {
  const gone = programs[number]?.name;
  return programs
    .filter((_, at) => at !== number)
    .map((program) => ({ ...program, uses: program.uses.filter((used) => used !== gone) }));
}

interface ProgramFieldsProps extends Omit<GuidedProgramsProps, 'onChange'> {
  program: GuidedProgram;
  number: number;
  onChange: (part: Partial<GuidedProgram>) => void;
  onRemove: () => void;
}

function ProgramFields({ program, number, programs, hosts, problems, onChange, onRemove }: ProgramFieldsProps) {
  const field = (name: string) => {
    const id = `guided-program-${number}-${name}`;
    const problem = problemOf(problems, { part: 'program', number, field: name });
    return { id, problem, control: describedBy(id, { problem: problem !== undefined, help: name === 'run' }) };
  };
  const [name, host, port, run, prepare] = [
    field('name'),
    field('host'),
    field('port'),
    field('run'),
    field('prepare'),
  ];
  return (
    <fieldset className="relative grid gap-3 rounded-lg border border-line p-3 sm:grid-cols-[1fr_1fr_6rem_auto]">
      <legend className="sr-only">{program.name}</legend>
      <Field {...name} label="Name">
        <Input {...name.control} value={program.name} onChange={({ target }) => onChange({ name: target.value })} />
      </Field>
      <Field {...host} label="Runs on">
        <NativeSelect
          {...host.control}
          value={program.host}
          onChange={({ target }) => onChange({ host: target.value })}
        >
          <option value="">Choose a host</option>
          {hosts.map((each) => (
            <option key={each.name}>{each.name}</option>
          ))}
        </NativeSelect>
      </Field>
      <Field {...port} label="Port">
        <Input
          {...port.control}
          inputMode="numeric"
          placeholder="none"
          value={program.port === null || Number.isNaN(program.port) ? '' : String(program.port)}
          onChange={({ target }) =>
            onChange({ port: target.value.trim() === '' ? null : Number.parseInt(target.value, 10) })
          }
        />
      </Field>
      <IconButton
        label={`Leave ${program.name} out`}
        className="max-sm:absolute max-sm:top-1 max-sm:right-1 sm:mt-6"
        onClick={onRemove}
      >
        <X />
      </IconButton>
      <div className="flex flex-col gap-3 sm:col-span-full">
        <Uses {...{ program, number, programs, problems, onChange }} />
        <Commands {...{ program, run, prepare, onChange }} />
      </div>
    </fieldset>
  );
}

type CommandField = { id: string; problem: string | undefined; control: ReturnType<typeof describedBy> };

interface CommandsProps extends Pick<ProgramFieldsProps, 'program' | 'onChange'> {
  run: CommandField;
  prepare: CommandField;
}

/** A ready program runs as it is: its commands are there for those who want to see them. */
function Commands({ program, run, prepare, onChange }: CommandsProps) {
  const [isOpen, setOpen] = useState(program.run === '');
  if (!isOpen && (run.problem ?? prepare.problem) !== undefined) setOpen(true);
  return (
    <Fold title="Commands" open={isOpen}>
      <Field
        {...run}
        label="Command that runs it"
        help="In the foreground, for as long as it lives: starting and stopping it is Gantry's work. $PORT is its port."
      >
        <TextArea
          {...run.control}
          rows={2}
          spellCheck={false}
          value={program.run}
          onChange={({ target }) => onChange({ run: target.value })}
          className="!min-h-12 font-mono !text-xs"
        />
      </Field>
      <Field {...prepare} label="Commands that prepare it" note="optional, once before the first start">
        <TextArea
          {...prepare.control}
          rows={2}
          spellCheck={false}
          value={program.prepare}
          onChange={({ target }) => onChange({ prepare: target.value })}
          className="!min-h-12 font-mono !text-xs"
        />
      </Field>
    </Fold>
  );
}

function Uses(props: Pick<ProgramFieldsProps, 'program' | 'number' | 'programs' | 'problems' | 'onChange'>) {
  const { program, number, programs, problems, onChange } = props;
  const others = programs.filter(({ name }) => name !== program.name && name !== '');
  const problem = problemOf(problems, { part: 'program', number, field: 'uses' });
  if (others.length === 0) return null;
  return (
    <fieldset>
      <legend className="font-medium text-sm">Uses</legend>
      <p className="text-ink-3 text-xs">
        What it uses is started before it, and its address is told in a variable such as $
        {(others[0]?.name ?? 'store').toUpperCase()}_ADDRESS.
      </p>
      <div className="mt-1.5 flex flex-wrap gap-x-4 gap-y-1">
        {others.map(({ name }) => (
          <label key={name} className="flex min-h-6 items-center gap-2 text-sm">
            <input
              type="checkbox"
              checked={program.uses.includes(name)}
              onChange={({ target }) =>
                onChange({
                  uses: target.checked ? [...program.uses, name] : program.uses.filter((each) => each !== name),
                })
              }
              className="size-4 accent-accent-fill"
            />
            {name}
          </label>
        ))}
      </div>
      {problem && <p className="mt-1 text-bad text-xs">{problem}</p>}
    </fieldset>
  );
}
