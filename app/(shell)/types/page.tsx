import { TypesPage } from '../../../components/catalogue/types-page.tsx';

export default function Page() {
  return <TypesPage />;
}
