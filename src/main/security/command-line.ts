import type { CommandLine } from 'electron';

/** Chromium switches that take away every reason and every way to use a network. */
export function networkSwitches(developmentServer: string | undefined): [name: string, value?: string][] {
  const quiet: [string, string?][] = [
    ['disable-background-networking'],
    ['disable-component-update'],
    ['disable-domain-reliability'],
    ['disable-sync'],
    ['disable-breakpad'],
    ['no-pings'],
    ['no-service-autorun'],
    ['force-webrtc-ip-handling-policy', 'disable_non_proxied_udp'],
    [
      'disable-features',
      'OptimizationHints,MediaRouter,CertificateTransparencyComponentUpdater,AutofillServerCommunication',
    ],
  ];
  if (developmentServer !== undefined) {
    return [...quiet, ['host-resolver-rules', 'MAP * ~NOTFOUND, EXCLUDE localhost']];
  }
  // Port 9 (discard) of this machine: nobody listens, so whatever slipped past every other guard ends here.
  return [
    ...quiet,
    ['proxy-server', deadProxy],
    ['proxy-bypass-list', '<-loopback>'],
    ['host-resolver-rules', 'MAP * ~NOTFOUND'],
  ];
}

export const deadProxy = 'http://127.0.0.1:9';

/** Must run before the application is ready. */
export function applyNetworkSwitches(commandLine: CommandLine, developmentServer: string | undefined): void {
  for (const [name, value] of networkSwitches(developmentServer)) {
    if (value === undefined) commandLine.appendSwitch(name);
    else commandLine.appendSwitch(name, value);
  }
}
