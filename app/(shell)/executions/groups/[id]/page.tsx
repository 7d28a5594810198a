import { GroupPage } from '../../../../../components/groups/group-page.tsx';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  return <GroupPage id={(await params).id} />;
}
