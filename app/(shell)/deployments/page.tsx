import { DeploymentsPage } from '../../../components/deployments/deployments-page.tsx';

export default function Page() {
  return <DeploymentsPage />;
}
