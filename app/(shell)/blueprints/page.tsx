import { BlueprintsPage } from '../../../components/blueprints/blueprints-page.tsx';

export default function Page() {
  return <BlueprintsPage />;
}
