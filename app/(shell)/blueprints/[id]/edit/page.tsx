import { headers } from 'next/headers';
import { preload } from 'react-dom';
import { queryUrl } from '../../../../../components/api/wire.ts';
import { DesignerPage } from '../../../../../components/designer/designer-page.tsx';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  // From within the product, what is being saved still has to be waited for.
  const isLoadedAnew = (await headers()).get('sec-fetch-dest') === 'document';
  if (isLoadedAnew) for (const url of firstQueries(id)) preload(url, { as: 'fetch', crossOrigin: 'anonymous' });
  return <DesignerPage id={id} />;
}

/** What the designer asks for at first: it comes while the page's program does. */
function firstQueries(id: string): string[] {
  return [queryUrl('drafts.open', { id }), queryUrl('session.get', undefined)];
}
