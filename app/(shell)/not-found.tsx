import { Lost } from '../../components/shell/lost.tsx';

export default function NotFound() {
  return <Lost />;
}
