import { type Copied, writeClipboard } from './copy-nodes.ts';

/**
 * Puts something on the clipboard outside of its event, as far as the browser allows it: shortly after a person pressed
 * something. Works without a secure connection too. @returns whether it is there
 */
export function writeLater(copied: Copied): boolean {
  const before = document.activeElement;
  const field = document.createElement('textarea');
  // Browsers copy only where something is marked; what is marked is not what they get.
  field.value = copied.text;
  field.setAttribute('aria-hidden', 'true');
  field.className = 'pointer-events-none fixed top-0 left-0 size-0 opacity-0';
  document.body.append(field);
  let isWritten = false;
  const write = (event: ClipboardEvent): void => {
    if (event.clipboardData === null) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    writeClipboard(event.clipboardData, copied);
    isWritten = true;
  };
  document.addEventListener('copy', write, { capture: true });
  try {
    field.focus({ preventScroll: true });
    field.select();
    document.execCommand('copy');
  } finally {
    document.removeEventListener('copy', write, { capture: true });
    field.remove();
    if (before instanceof HTMLElement || before instanceof SVGElement) before.focus({ preventScroll: true });
  }
  return isWritten;
}
