'use client';

import { CloudDownload, FilePlus2, LayoutTemplate, ListChecks, type LucideIcon, Upload } from 'lucide-react';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import type { ReactNode } from 'react';
import { later } from '../ui/later.tsx';
import { Link } from '../ui/link.tsx';
import { PageBody, PageHeader } from '../ui/page-header.tsx';
import { SkeletonRows } from '../ui/states.tsx';
import { TextLink } from '../ui/text-link.tsx';

const GuidedStart = later(async () => (await import('./guided-start.tsx')).GuidedStart, <SkeletonRows />);
const BlankStart = later(async () => (await import('./blank-start.tsx')).BlankStart, <SkeletonRows />);
const TemplateStart = later(async () => (await import('./template-start.tsx')).TemplateStart, <SkeletonRows />);

const ImportStart = later(async () => (await import('./import-start.tsx')).ImportStart, <SkeletonRows />);

const ways = ['guided', 'blank', 'template', 'import'] as const;

const titles = {
  guided: {
    title: 'Guided start',
    lead: 'Say which hosts there are and what runs on them. The blueprint writes itself.',
  },
  blank: { title: 'Blank blueprint', lead: 'An empty canvas, and the built-in types in the palette.' },
  template: { title: 'From a template', lead: 'A copy of a blueprint that is there already, to be changed.' },
  import: { title: 'From a URL or git', lead: 'The server fetches it, and you begin with a copy of what is there.' },
} as const;

/** The ways to a new blueprint. */
export function StartPage() {
  const [way] = useQueryState('way', parseAsStringLiteral(ways));
  if (way === null) return <Ways />;
  return (
    <>
      <PageHeader {...titles[way]}>
        <TextLink href="/blueprints/new">Other ways to begin</TextLink>
      </PageHeader>
      <PageBody>
        {way === 'guided' && <GuidedStart />}
        {way === 'blank' && <BlankStart />}
        {way === 'template' && <TemplateStart />}
        {way === 'import' && <ImportStart />}
      </PageBody>
    </>
  );
}

function Ways() {
  return (
    <>
      <PageHeader
        title="New blueprint"
        lead="A blueprint says what is to run where. It is drawn or written, and installed as often as you like."
      />
      <PageBody>
        <ul className="grid max-w-4xl gap-3 sm:grid-cols-2">
          <Way href="/blueprints/new?way=guided" icon={ListChecks} title="Guided start" mark="Begin here">
            Choose hosts, say what runs on them and what uses what. In five minutes it runs; you need to know nothing of
            blueprints.
          </Way>
          <Way href="/blueprints/new?way=blank" icon={FilePlus2} title="Blank canvas">
            Drag nodes from the palette, nest and connect them; the text beside the canvas follows.
          </Way>
          <Way href="/blueprints/new?way=template" icon={LayoutTemplate} title="From a template">
            Take an example, or any blueprint that is here, and change a copy of it.
          </Way>
          <Way href="/blueprints?upload=true" icon={Upload} title="Upload or paste">
            Existing Cloudify blueprints run unchanged: one YAML file, or an archive with its scripts.
          </Way>
          <Way href="/blueprints/new?way=import" icon={CloudDownload} title="From a URL or git">
            The server fetches an archive, a YAML file, or a branch, tag or commit of a repository.
          </Way>
        </ul>
      </PageBody>
    </>
  );
}

interface WayProps {
  href: string;
  icon: LucideIcon;
  title: string;
  mark?: string;
  children: ReactNode;
}

function Way({ href, icon: Icon, title, mark, children }: WayProps) {
  return (
    <li>
      <Link
        href={href}
        className="flex h-full gap-4 rounded-lg border border-line bg-panel p-5 transition-colors hover:border-line-strong hover:bg-hover"
      >
        <span className="grid size-10 shrink-0 place-items-center rounded-lg bg-accent-soft text-accent">
          <Icon aria-hidden className="size-5" />
        </span>
        <span className="min-w-0">
          <span className="flex flex-wrap items-baseline gap-x-2 font-semibold">
            {title}
            {mark && <span className="rounded bg-accent-soft px-1.5 font-medium text-accent text-xs">{mark}</span>}
          </span>
          <span className="mt-1 block text-ink-2 text-sm">{children}</span>
        </span>
      </Link>
    </li>
  );
}
