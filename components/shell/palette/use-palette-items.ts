'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import {
  Blocks,
  Boxes,
  CornerDownLeft,
  History,
  KeyRound,
  LayoutTemplate,
  Play,
  Plus,
  Server,
  Settings,
} from 'lucide-react';
import { useState } from 'react';
import { useApi } from '../../api/api.ts';
import { useSettled } from '../../ui/use-settled.ts';
import { useOfferedCommands } from '../commands.ts';
import { destinations, maySee } from '../navigation.ts';
import { useSession } from '../session.tsx';
import type { PaletteItem } from './palette-item.ts';
import { readRecent } from './recent.ts';

const found = 12;

/** Everything that the palette can lead to: what the page offers, pages, and what the server finds by what is typed. */
export function usePaletteItems(typed: string): { own: PaletteItem[]; recent: PaletteItem[]; all: PaletteItem[] } {
  const own = useOwn();
  const [recent] = useState(listRecent);
  const pages = usePages();
  const things = useThings();
  const searched = useSearched(typed);
  // What the page offers by itself needs no way there.
  const elsewhere = pages.filter(({ label }) => own.every((item) => item.label !== label));
  return { own, recent, all: [...own, ...elsewhere, ...searched, ...things] };
}

function useOwn(): PaletteItem[] {
  return useOfferedCommands().flatMap(({ group, commands }) =>
    commands
      .filter(({ run, isKeyOnly }) => run !== undefined && !isKeyOnly)
      .map(({ label, hint, keys, run }) => ({
        ...{ id: `do ${group} ${label}`, label, hint, keys, run },
        ...{ kind: group, icon: CornerDownLeft },
      })),
  );
}

function listRecent(): PaletteItem[] {
  return readRecent().map(({ label, kind, href }) => ({ id: `recent ${href}`, label, kind, href, icon: History }));
}

function usePages(): PaletteItem[] {
  const role = useSession()?.role;
  const isAdmin = role === 'admin';
  const page = (label: string, href: string, icon = Settings): PaletteItem => ({
    ...{ id: `page ${label}`, label, href, icon },
    kind: 'Page',
  });
  return [
    ...destinations.filter((each) => maySee(each, role)).map(({ label, href, icon }) => page(label, href, icon)),
    page('Types', '/types', Boxes),
    ...(role === 'viewer' ? [] : [page('Upload a blueprint', '/blueprints?upload=true', Plus)]),
    ...(role === 'viewer' ? [] : [page('New deployment', '/deployments/new', Plus)]),
    ...(role === 'viewer' ? [] : [page('Add a host', '/hosts?dialog=add', Plus)]),
    page('Profile and password', '/settings'),
    page('Appearance: theme, density, times', '/settings?tab=appearance'),
    ...(isAdmin ? [page('Users and roles', '/settings?tab=users')] : []),
    ...(isAdmin ? [page('System: workers, database, settings', '/settings?tab=system')] : []),
    ...(isAdmin ? [page('Audit trail', '/settings?tab=audit')] : []),
  ];
}

/** What there are few enough of to be read whole. */
function useThings(): PaletteItem[] {
  const api = useApi();
  const role = useSession()?.role;
  const blueprints = useQuery(api.blueprints.list.queryOptions()).data ?? [];
  const hosts = useQuery(api.hosts.list.queryOptions({})).data ?? [];
  const plugins = useQuery(api.catalogue.plugins.queryOptions(undefined, { staleTime: 60_000 })).data ?? [];
  const maySeeSecrets = role === 'admin' || role === 'operator';
  const secrets = useQuery(api.secrets.list.queryOptions(undefined, { enabled: maySeeSecrets })).data ?? [];
  return [
    ...blueprints.map(({ id, name, description }) => ({
      ...{ id, label: name, hint: description ?? undefined, kind: 'Blueprint', icon: LayoutTemplate },
      href: `/blueprints/${id}`,
    })),
    ...hosts.map(({ id, name, address }) => ({
      ...{ id, label: name, hint: address, kind: 'Host', icon: Server },
      href: `/hosts?host=${id}`,
    })),
    ...secrets.map(({ name }) => ({
      ...{ id: `secret ${name}`, label: name, kind: 'Secret', icon: KeyRound },
      href: `/secrets?q=${encodeURIComponent(name)}`,
    })),
    ...plugins.map(({ name, title, brings }) => ({
      ...{ id: `plugin ${name}`, label: title, hint: brings, kind: 'Plugin', icon: Boxes },
      href: `/plugins/${name}`,
    })),
  ];
}

/** What there may be very many of: the server looks. */
function useSearched(typed: string): PaletteItem[] {
  const api = useApi();
  const text = useSettled(typed.trim());
  const newest = { text: '', limit: found, sort: '-created' } as const;
  const like = { ...newest, text };
  const options = { placeholderData: keepPreviousData };
  const newDeployments = useQuery(api.deployments.search.queryOptions(newest)).data?.rows ?? [];
  const deployments = useQuery(api.deployments.search.queryOptions(like, options));
  const newExecutions = useQuery(api.executions.search.queryOptions(newest)).data?.rows ?? [];
  const executions = useQuery(api.executions.search.queryOptions(like, options));
  const isSettled = text === typed.trim();
  return [
    ...joined(deployments, newDeployments, isSettled).map(({ row: { id, name, blueprint }, isFound }) => ({
      ...{ id, label: name, hint: blueprint.name, kind: 'Deployment', icon: Blocks, isFound },
      href: `/deployments/${id}`,
    })),
    ...joined(executions, newExecutions, isSettled).map(
      ({ row: { id, workflow, deploymentId, deploymentName, status }, isFound }) => ({
        ...{ id, label: `${workflow} – ${deploymentName}`, hint: status, kind: 'Execution', icon: Play },
        ...{ isFound, href: `/deployments/${deploymentId}?exec=${id}` },
      }),
    ),
  ];
}

/** The server looks for what was typed as it stands; among the newest, letters that are left out are forgiven. */
function joined<Row extends { id: string }>(
  { data, isPlaceholderData }: { data: { rows: readonly Row[] } | undefined; isPlaceholderData: boolean },
  newest: readonly Row[],
  isSettled: boolean,
): { row: Row; isFound: boolean }[] {
  const found = data?.rows ?? [];
  const ids = new Set(found.map(({ id }) => id));
  return [
    ...found.map((row) => ({ row, isFound: isSettled && !isPlaceholderData })),
    ...newest.filter(({ id }) => !ids.has(id)).map((row) => ({ row, isFound: false })),
  ];
}
