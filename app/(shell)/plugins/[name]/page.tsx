import { PluginPage } from '../../../../components/catalogue/plugin-page.tsx';

export default async function Page({ params }: { params: Promise<{ name: string }> }) {
  return <PluginPage name={decodeURIComponent((await params).name)} />;
}
