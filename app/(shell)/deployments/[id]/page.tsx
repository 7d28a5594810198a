import { DeploymentPage } from '../../../../components/deployments/deployment-page.tsx';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  return <DeploymentPage id={(await params).id} />;
}
