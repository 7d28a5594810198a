import { HomePage } from '../../components/home/home-page.tsx';

export default function Page() {
  return <HomePage />;
}
