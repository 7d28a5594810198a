import { VersionsPage } from '../../../../../components/designer/versions/versions-page.tsx';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  return <VersionsPage id={(await params).id} />;
}
