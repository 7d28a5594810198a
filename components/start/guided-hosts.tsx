'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus, X } from 'lucide-react';
import type { GuidedHost, GuidedProblem } from '../../core/guided/answers.ts';
import type { HostView } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { useHosts } from '../hosts/use-hosts.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { describedBy, Field, Input, NativeSelect } from '../ui/field.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { problemOf } from './use-guided.ts';

interface GuidedHostsProps {
  hosts: readonly GuidedHost[];
  problems: readonly GuidedProblem[];
  onChange: (hosts: GuidedHost[]) => void;
}

/** The hosts that Gantry knows, to be ticked, and others by their address. */
export function GuidedHosts({ hosts, problems, onChange }: GuidedHostsProps) {
  const known = useHosts();
  const others = hosts.flatMap((host, number) =>
    known.data?.some((each) => isSame(each, host)) ? [] : [{ host, number }],
  );
  const none = problemOf(problems, { part: 'host', number: 0, field: 'name' });
  function change(number: number, part: Partial<GuidedHost>): void {
    onChange(hosts.map((host, at) => (at === number ? { ...host, ...part } : host)));
  }
  return (
    <div className="flex flex-col gap-4">
      <div className="min-h-30 max-sm:min-h-58">
        <Loaded query={known} rows={2}>
          {(list) => <Known {...{ list, hosts, onChange }} />}
        </Loaded>
      </div>
      {others.map(({ host, number }) => (
        <OtherHost
          key={number}
          {...{ host, number, problems }}
          onChange={(part) => change(number, part)}
          onRemove={() => onChange(hosts.filter((_, at) => at !== number))}
        />
      ))}
      {hosts.length === 0 && none && (
        <p role="alert" className="text-bad text-sm">
          {none}
        </p>
      )}
      <Button size="sm" className="self-start" onClick={() => onChange([...hosts, another(hosts)])}>
        <Plus aria-hidden /> Another host by its address
      </Button>
    </div>
  );
}

function Known({ list, hosts, onChange }: Omit<GuidedHostsProps, 'problems'> & { list: readonly HostView[] }) {
  if (list.length === 0) {
    return (
      <p className="text-ink-2 text-sm">
        Gantry knows no host yet. <TextLink href="/hosts?dialog=add">Add one</TextLink> and test its connection there,
        or say its address here.
      </p>
    );
  }
  return (
    <fieldset>
      <legend className="mb-1.5 text-ink-2 text-sm">Hosts that Gantry knows</legend>
      <ul className="grid max-h-64 gap-2 overflow-y-auto p-0.5 sm:grid-cols-2">
        {list.map((each) => {
          const isChosen = hosts.some((host) => isSame(each, host));
          return (
            <li key={each.id}>
              <label className="flex min-h-11 cursor-pointer items-center gap-2.5 rounded-md border border-line px-3 hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft">
                <input
                  type="checkbox"
                  checked={isChosen}
                  onChange={() =>
                    onChange(isChosen ? hosts.filter((host) => !isSame(each, host)) : [...hosts, toGuided(each)])
                  }
                  className="size-4 shrink-0 accent-accent-fill"
                />
                <span className="min-w-0 flex-1 truncate font-medium text-sm">{each.name}</span>
                <span className="truncate font-mono text-ink-3 text-xs">{each.address}</span>
              </label>
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}

function isSame(known: HostView, host: GuidedHost): boolean {
  return known.name === host.name && known.address === host.address;
}

function toGuided({ name, address, port, user, keySecret, passwordSecret }: HostView): GuidedHost {
  return {
    name,
    address,
    port,
    user: user ?? '',
    keySecret,
    passwordSecret: keySecret === null ? passwordSecret : null,
  };
}

function another(hosts: readonly GuidedHost[]): GuidedHost {
  const last = hosts.at(-1);
  const name = `host ${hosts.length + 1}`;
  return { port: 22, user: '', keySecret: null, passwordSecret: null, ...last, name, address: '' };
}

interface OtherHostProps {
  host: GuidedHost;
  number: number;
  problems: readonly GuidedProblem[];
  onChange: (part: Partial<GuidedHost>) => void;
  onRemove: () => void;
}

function OtherHost({ host, number, problems, onChange, onRemove }: OtherHostProps) {
  const field = (name: string, label: string) => {
    const id = `guided-host-${number}-${name}`;
    const problem = problemOf(problems, { part: 'host', number, field: name });
    return { id, label, problem, control: describedBy(id, { problem: problem !== undefined }) };
  };
  const [name, address, port, user] = [
    field('name', 'Name'),
    field('address', 'Address'),
    field('port', 'Port'),
    field('user', 'User'),
  ];
  return (
    <fieldset className="grid gap-3 rounded-lg border border-line p-3 sm:grid-cols-2">
      <legend className="sr-only">{host.name}</legend>
      <Field {...name}>
        <Input {...name.control} value={host.name} onChange={({ target }) => onChange({ name: target.value })} />
      </Field>
      <Field {...address}>
        <Input
          {...address.control}
          value={host.address}
          placeholder="192.0.2.10"
          autoComplete="off"
          onChange={({ target }) => onChange({ address: target.value })}
        />
      </Field>
      <Field {...user}>
        <Input
          {...user.control}
          value={host.user}
          autoComplete="off"
          onChange={({ target }) => onChange({ user: target.value })}
        />
      </Field>
      <Field {...port}>
        <Input
          {...port.control}
          inputMode="numeric"
          value={Number.isNaN(host.port) ? '' : String(host.port)}
          onChange={({ target }) => onChange({ port: Number.parseInt(target.value, 10) })}
        />
      </Field>
      <SecretChoice {...{ host, number, problems, onChange }} />
      <IconButton label={`Leave ${host.name} out`} className="self-end justify-self-end" onClick={onRemove}>
        <X />
      </IconButton>
    </fieldset>
  );
}

/** The secret with the key or the password; the value itself never comes to the page. */
function SecretChoice({ host, number, problems, onChange }: Omit<OtherHostProps, 'onRemove'>) {
  const api = useApi();
  const secrets = useQuery(api.secrets.list.queryOptions());
  const id = `guided-host-${number}-key`;
  const problem = problemOf(problems, { part: 'host', number, field: 'key' });
  const kind = host.passwordSecret === null ? 'key' : 'password';
  const value = host.keySecret ?? host.passwordSecret ?? '';
  const choose = (of: string, secret: string): void =>
    onChange({
      keySecret: of === 'key' ? secret || null : null,
      passwordSecret: of === 'password' ? secret || null : null,
    });
  return (
    <Field
      id={id}
      label="Signs in with"
      problem={problem}
      help={
        secrets.data?.length === 0 ? 'There are no secrets yet: add the private key on the page of secrets.' : undefined
      }
    >
      <div className="flex gap-2">
        <NativeSelect
          aria-label="Kind of secret"
          value={kind}
          onChange={({ target }) => choose(target.value, value)}
          className="!w-28"
        >
          <option value="key">Key</option>
          <option value="password">Password</option>
        </NativeSelect>
        <NativeSelect
          {...describedBy(id, { problem: problem !== undefined })}
          value={value}
          onChange={({ target }) => choose(kind, target.value)}
        >
          <option value="">Choose a secret</option>
          {secrets.data?.map((secret) => (
            <option key={secret.name}>{secret.name}</option>
          ))}
        </NativeSelect>
      </div>
    </Field>
  );
}
