import type { HostSudo, HostView } from '../../server/api/contract.ts';
import { FactList, PaneSection } from '../ui/pane-section.tsx';
import { Ago } from '../ui/time.tsx';
import { HostLink } from './host-link.tsx';
import { placeOf } from './host-look.ts';

const sudoText: Record<HostSudo, string> = {
  none: 'not used',
  passwordless: 'without password',
  password: 'with password',
};

/** How the host is reached and signed in to; secrets by their names. */
export function HostSignIn({ host, hosts }: { host: HostView; hosts: readonly HostView[] }) {
  const jump = hosts.find(({ name }) => name === host.jumpHost);
  return (
    <PaneSection title="Connection">
      <FactList
        facts={[
          ['Address', <Code key="address" text={placeOf(host)} />],
          ['Through', jump ? <HostLink key="jump" host={jump} /> : host.jumpHost],
          ['Account', host.user && <Code key="user" text={host.user} />],
          ['Key', host.keySecret && <Code key="key" text={host.keySecret} />],
          ['Passphrase', host.passphraseSecret && <Code key="passphrase" text={host.passphraseSecret} />],
          ['Certificate', host.certificate && 'given'],
          ['Password', host.passwordSecret && <Code key="password" text={host.passwordSecret} />],
          ['Agent', host.useAgent ? "the server's" : null],
          ['Sudo', sudoText[host.sudo]],
          ['Sudo password', host.sudoPasswordSecret && <Code key="sudo" text={host.sudoPasswordSecret} />],
          [
            'Added',
            <span key="added">
              <Ago at={host.createdAt} /> by {host.createdBy ?? 'the system'}
            </span>,
          ],
        ]}
      />
    </PaneSection>
  );
}

function Code({ text }: { text: string }) {
  return <code className="text-xs">{text}</code>;
}
