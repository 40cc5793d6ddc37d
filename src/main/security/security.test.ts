import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAllowedRequest } from './allowed-request.ts';
import { networkSwitches } from './command-line.ts';
import { contentSecurityPolicy, evidenceSecurityPolicy } from './content-security-policy.ts';
import { isTrustedSender } from './trusted-sender.ts';
import { webPreferences } from './web-preferences.ts';

describe('preferences of a window', () => {
  it('keep the sandbox, the isolation and Node.js as they must be, whatever is passed', () => {
    fc.assert(
      fc.property(fc.string(), fc.boolean(), fc.array(fc.string()), (preload, developerTools, args) => {
        expect(webPreferences({ preload, developerTools, arguments: args })).toMatchObject({
          sandbox: true,
          contextIsolation: true,
          nodeIntegration: false,
          nodeIntegrationInWorker: false,
          nodeIntegrationInSubFrames: false,
          webSecurity: true,
          webviewTag: false,
          spellcheck: false,
          navigateOnDragDrop: false,
        });
      }),
    );
  });
});

describe('content security policy', () => {
  const policy = contentSecurityPolicy('abc');
  const directive = (name: string): string | undefined =>
    policy
      .split('; ')
      .find((part) => part.startsWith(`${name} `))
      ?.slice(name.length + 1);

  it('starts from nothing and never allows inline script, eval or a network', () => {
    expect(directive('default-src')).toBe("'none'");
    expect(directive('script-src')).toBe("'self'");
    expect(policy).not.toMatch(/unsafe-|https?:|wss?:|\*/);
  });

  it('lets evidence be shown and read, but not run', () => {
    expect(directive('img-src')).toContain('evidence:');
    expect(directive('connect-src')).toBe("'self' evidence:");
    expect(directive('frame-src')).toBe("'none'");
    expect(directive('object-src')).toBe("'none'");
    expect(evidenceSecurityPolicy).toBe("sandbox; default-src 'none'");
  });
});

describe('requests of a view', () => {
  it.each([
    'app://proffer/index.html',
    'evidence://evidence/0199',
    'blob:app://proffer/1-2',
    'data:image/png;base64,AA',
  ])('allows %s', (address) => expect(isAllowedRequest(address, undefined)).toBe(true));

  it.each([
    'https://example.org/',
    'http://localhost:5173/',
    'ws://127.0.0.1/',
    'file:///etc/passwd',
    'ftp://example.org/',
    'app://other/',
    'devtools://devtools/bundled/x.html',
    'chrome://gpu',
    'javascript:1',
    'not an address',
  ])('cancels %s', (address) => expect(isAllowedRequest(address, undefined)).toBe(false));

  it('cancels every address of a web scheme', () => {
    fc.assert(fc.property(fc.webUrl(), (address) => isAllowedRequest(address, undefined) === false));
  });

  it('lets the development server in only where there is one, and nothing beside it', () => {
    const server = 'http://localhost:5173';
    expect(isAllowedRequest('http://localhost:5173/main.tsx', server)).toBe(true);
    expect(isAllowedRequest('ws://localhost:5173/', server)).toBe(true);
    expect(isAllowedRequest('http://localhost:5174/', server)).toBe(false);
    expect(isAllowedRequest('https://example.org/', server)).toBe(false);
  });
});

describe('switches against a network', () => {
  const switchMap = (server: string | undefined): Map<string, string | undefined> =>
    new Map(networkSwitches(server).map(([name, value]) => [name, value]));

  it('resolve no name and lead to a dead proxy', () => {
    const switches = switchMap(undefined);
    expect(switches.get('host-resolver-rules')).toBe('MAP * ~NOTFOUND');
    expect(switches.get('proxy-server')).toBe('http://127.0.0.1:9');
    expect(switches.get('proxy-bypass-list')).toBe('<-loopback>');
    expect(switches.has('disable-background-networking')).toBe(true);
  });

  it('resolve only this machine in development', () => {
    expect(switchMap('http://localhost:5173').get('host-resolver-rules')).toBe(
      'MAP * ~NOTFOUND, EXCLUDE localhost',
    );
  });
});

describe('who may call the shell', () => {
  const frame = (url: string) => ({ url }) as Electron.WebFrameMain;
  const view = (mainFrame: Electron.WebFrameMain) =>
    ({ mainFrame, isDestroyed: () => false }) as Electron.WebContents;

  it('is the main frame of our window on our own page', () => {
    const own = frame('app://proffer/index.html#/cases');
    expect(isTrustedSender(own, view(own), 'app://proffer')).toBe(true);
  });

  it('is no other frame, no other page, no frame that is gone', () => {
    const own = frame('app://proffer/');
    expect(isTrustedSender(frame('app://proffer/'), view(own), 'app://proffer')).toBe(false);
    expect(isTrustedSender(null, view(own), 'app://proffer')).toBe(false);
    expect(isTrustedSender(own, undefined, 'app://proffer')).toBe(false);
    for (const url of [
      'https://proffer/',
      'app://proffer.evil/',
      'evidence://evidence/1',
      'about:blank',
      '',
    ]) {
      const strange = frame(url);
      expect(isTrustedSender(strange, view(strange), 'app://proffer')).toBe(false);
    }
  });
});
