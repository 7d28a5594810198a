import { BlueprintPage } from '../../../../components/blueprints/blueprint-page.tsx';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  return <BlueprintPage id={(await params).id} />;
}
