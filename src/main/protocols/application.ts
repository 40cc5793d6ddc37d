import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';
import { contentSecurityPolicy } from '../security/content-security-policy.ts';

/** Stands in the built pages where each answer puts its own nonce; the build configuration names the same. */
export const noncePlaceholder = '__PROFFER_NONCE__';

const mediaTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
  '.otf': 'font/otf',
  '.wasm': 'application/wasm',
  '.bcmap': 'application/octet-stream',
  '.pfb': 'application/octet-stream',
  '.icc': 'application/octet-stream',
};

/** The file behind a path of `app://proffer/`; undefined for what lies outside the folder or has no known type. */
export function resolveApplicationFile(
  folder: string,
  pathname: string,
): { path: string; mediaType: string } | undefined {
  let name: string;
  try {
    name = decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
  if (name.includes('\0') || name.includes('\\')) return undefined;
  const path = resolve(join(folder, name === '/' ? 'index.html' : name));
  if (!path.startsWith(resolve(folder) + sep)) return undefined;
  const mediaType = mediaTypes[extname(path).toLowerCase()];
  return mediaType ? { path, mediaType } : undefined;
}

/** Answers requests for the view's own files out of `folder`, read-only, with the policy on every answer. */
export function applicationHandler(folder: string): (request: Request) => Promise<Response> {
  return async (request) => {
    const url = new URL(request.url);
    const file = url.host === 'proffer' ? resolveApplicationFile(folder, url.pathname) : undefined;
    if (!file || (request.method !== 'GET' && request.method !== 'HEAD'))
      return new Response(null, { status: 404 });
    const nonce = randomBytes(16).toString('base64');
    const headers = {
      'Content-Type': file.mediaType,
      'Content-Security-Policy': contentSecurityPolicy(nonce),
      'X-Content-Type-Options': 'nosniff',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Referrer-Policy': 'no-referrer',
    };
    try {
      const bytes = await readFile(file.path);
      const isPage = file.mediaType.startsWith('text/html');
      const body = isPage
        ? bytes.toString('utf8').replaceAll(noncePlaceholder, nonce)
        : new Uint8Array(bytes);
      return new Response(body, { headers });
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR')
        return new Response(null, { status: 404 });
      throw error;
    }
  };
}
