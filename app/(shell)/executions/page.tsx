import { ExecutionsPage } from '../../../components/executions/executions-page.tsx';

export default function Page() {
  return <ExecutionsPage />;
}
