import { expect, test } from 'vitest';
import { kubeletSettings, kubeletWords } from './kubelet.ts';

const runtime = {
  ...{ socket: '/run/c.sock', wasThere: true, cniPrograms: '/opt/cni/bin', cniConfig: '/etc/cni/net.d' },
  ...{ hasSystemdCgroup: true, pauseImage: 'pause:1', ctr: '/usr/bin/ctr' },
};

function machine(minor: number, addresses = '10.0.0.5,10.1.0.5') {
  const settings = { nodeName: 'oak', address: '10.0.0.5', addresses };
  return { bundle: { minor }, settings, facts: { resolvConf: '/etc/resolv.conf' } };
}

test.each([
  [
    20,
    [
      '--container-runtime=remote',
      '--container-runtime-endpoint=unix:///run/c.sock',
      '--pod-infra-container-image=pause:1',
    ],
    undefined,
  ],
  [25, ['--container-runtime-endpoint=unix:///run/c.sock', '--pod-infra-container-image=pause:1'], undefined],
  [32, [], 'unix:///run/c.sock'],
])('a kubelet 1.%i is told of its runtime in its own way', (minor, flags, inFile) => {
  const words = kubeletWords(machine(minor), runtime);
  expect(words.filter((word) => /runtime|pod-infra|network-plugin/.test(word))).toEqual(flags);
  const settings = JSON.parse(kubeletSettings(machine(minor), runtime));
  expect(settings.containerRuntimeEndpoint).toBe(inFile);
  expect(settings).toMatchObject({ cgroupDriver: 'systemd', readOnlyPort: 0, failSwapOn: false });
  expect(settings.authentication.anonymous.enabled).toBe(false);
});

test('the address is said only when the host has it itself', () => {
  expect(kubeletWords(machine(32), runtime)).toContain('--node-ip=10.0.0.5');
  expect(kubeletWords(machine(32, '10.1.0.5'), runtime).join(' ')).not.toContain('--node-ip');
});
