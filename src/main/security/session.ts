import type { Session } from 'electron';
import { isAllowedRequest } from './allowed-request.ts';
import { deadProxy } from './command-line.ts';

/** Denies everything a page could ask for, and cancels every request that is not for our own schemes. */
export async function guardSession(session: Session, developmentServer: string | undefined): Promise<void> {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setBluetoothPairingHandler((_details, answer) => answer({ confirmed: false }));
  session.setUSBProtectedClassesHandler(({ protectedClasses }) => protectedClasses);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  session.setCertificateVerifyProc((_request, answer) => answer(-2));
  session.on('will-download', (event) => event.preventDefault());
  session.on('select-hid-device', (event) => event.preventDefault());
  session.on('select-serial-port', (event) => event.preventDefault());
  session.on('select-usb-device', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest((details, answer) =>
    answer({ cancel: !isAllowedRequest(details.url, developmentServer) }),
  );
  session.setSpellCheckerEnabled(false);
  if (developmentServer === undefined) {
    await session.setProxy({ mode: 'fixed_servers', proxyRules: deadProxy, proxyBypassRules: '<-loopback>' });
  }
}
