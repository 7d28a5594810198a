/**
 * Without its program a page shows nothing and says nothing. A network that changes in the moment of loading (a laptop
 * that takes up another one) makes that happen: the page is loaded again then, once in ten seconds, as soon as the server answers: a page that
 * is half there is better than none.
 */
const program = `addEventListener('error', (event) => {
  const { target } = event;
  if (!(target instanceof HTMLScriptElement) || !target.src.includes('/_next/static/')) return;
  const last = Number(sessionStorage.getItem('gantry-loaded-again'));
  if (Date.now() - last < 10000) return;
  sessionStorage.setItem('gantry-loaded-again', String(Date.now()));
  const again = () => fetch('/healthz', { cache: 'no-store' }).then(() => location.reload(), () => setTimeout(again, 2000));
  again();
}, true)`;

/** Belongs before all other scripts. */
export function LoadAgain({ nonce }: { nonce: string | undefined }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: the text is ours and constant; as a child it would be escaped.
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: program }} />;
}
