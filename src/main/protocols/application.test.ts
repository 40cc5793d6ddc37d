import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve, sep } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applicationHandler, noncePlaceholder, resolveApplicationFile } from './application.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'proffer-application-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), `<meta nonce="${noncePlaceholder}"><p>é</p>`);
  writeFileSync(join(folder, 'assets', 'a.js'), 'export {}');
  symlinkSync('/etc', join(folder, 'assets', 'b.js'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const get = (address: string, method = 'GET') => applicationHandler(folder)(new Request(address, { method }));

describe('the files of the view', () => {
  it('are served with the policy, and each page with a nonce of its own', async () => {
    const first = await get('app://proffer/');
    const second = await get('app://proffer/index.html');
    const nonce = /nonce="([^"]+)"/.exec(await first.text())?.[1];
    expect(nonce).toMatch(/^[A-Za-z0-9+/]{22}==$/);
    expect(first.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`);
    expect(await second.text()).not.toContain(nonce);
    expect(first.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await get('app://proffer/assets/a.js')).headers.get('content-type')).toMatch(/^text\/javascript/);
  });

  it.each([
    'app://proffer/absent.js',
    'app://proffer/assets',
    'app://proffer/assets/b.js',
    'app://proffer/%00.js',
    'app://proffer/%E0%A4%A.js',
    'app://elsewhere/index.html',
  ])('%s is not there', async (address) => expect((await get(address)).status).toBe(404));

  it('answer GET and HEAD only', async () => {
    expect((await get('app://proffer/', 'POST')).status).toBe(404);
  });

  it('lie inside their folder, whatever path is asked for', () => {
    const step = fc.constantFrom('..', '.', '', '%2e%2e', '%2f', '..%2f', '%5c', 'a', 'b.js', 'etc', '\\..');
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const found = resolveApplicationFile('/srv/view', `/${steps.join('/')}.js`);
        return found === undefined || found.path.startsWith(resolve('/srv/view') + sep);
      }),
    );
  });
});
