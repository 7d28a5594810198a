import { SecretsPage } from '../../../components/secrets/secrets-page.tsx';

export default function Page() {
  return <SecretsPage />;
}
