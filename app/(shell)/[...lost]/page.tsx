import { notFound } from 'next/navigation';

/** Every address that no page has, so that whoever went astray keeps the way to all pages. */
export default function Page() {
  notFound();
}
