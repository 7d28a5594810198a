import { PluginsPage } from '../../../components/catalogue/plugins-page.tsx';

export default function Page() {
  return <PluginsPage />;
}
