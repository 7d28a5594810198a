/** A gantry crane: a beam on two legs, a trolley line, a load. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={className}>
      <rect width="32" height="32" rx="7" className="fill-accent-fill" />
      <g fill="none" stroke="#fff" strokeWidth="2.6" strokeLinecap="round" strokeLinejoin="round">
        <path d="M5.5 9h21M8 9v15M24 9v15M5.5 24.5h5M21.5 24.5h5M16 9v4.5" />
      </g>
      <rect x="12" y="14.5" width="8" height="6.5" rx="1.2" fill="#fff" />
    </svg>
  );
}

export function Wordmark() {
  return <span className="font-semibold text-[15px] tracking-[-0.015em]">gantry</span>;
}
