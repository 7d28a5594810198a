import { TypePage } from '../../../../components/catalogue/type-page.tsx';

export default async function Page({ params }: { params: Promise<{ name: string }> }) {
  return <TypePage name={decodeURIComponent((await params).name)} />;
}
