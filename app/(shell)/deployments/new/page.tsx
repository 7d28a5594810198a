import { NewDeploymentPage } from '../../../../components/deployments/new-deployment-page.tsx';

export default function Page() {
  return <NewDeploymentPage />;
}
