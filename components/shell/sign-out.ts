import { leaveForGood } from '../api/leaving.ts';
import { sayFault } from '../ui/toasts.tsx';

/** Ends the session on the server and goes to the sign-in page. */
export async function signOut(): Promise<void> {
  try {
    await leaveForGood(endSession);
  } catch (fault) {
    sayFault('You are still signed in', fault);
  }
}

async function endSession(): Promise<void> {
  const response = await fetch('/api/auth/sign-out', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  if (!response.ok) throw new Error(`The server answered ${response.status}. Try it again.`);
}
