'use client';

import { Crash } from '../components/shell/crash.tsx';

export default function ErrorPage(props: { error: Error; reset: () => void }) {
  return <Crash {...props} />;
}
