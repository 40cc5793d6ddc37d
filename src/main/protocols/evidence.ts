import { type BytesKind, bytesReferencePattern } from '../../shared/contract/shell.ts';
import { type ErrorCode, ProfferError } from '../../shared/domain/errors.ts';
import type { OpenBytes } from '../engine-host/bytes-client.ts';
import { evidenceSecurityPolicy } from '../security/content-security-policy.ts';
import { type ByteRange, parseRangeHeader, satisfiableRange } from './byte-range.ts';
import { servedMediaType } from './media-type.ts';

/** How the handler reaches the engine; `BytesClient.open` is one. */
export type OpenEvidence = (kind: BytesKind, reference: string, range?: ByteRange) => Promise<OpenBytes>;

const statuses: Partial<Record<ErrorCode, number>> = {
  'invalid-input': 400,
  'denied-by-marking': 403,
  permission: 403,
  'not-found': 404,
  conflict: 409,
  locked: 423,
  'engine-lost': 503,
};

function baseHeaders(origin: string): Record<string, string> {
  return {
    'Content-Security-Policy': evidenceSecurityPolicy,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Expose-Headers': 'Content-Length, Content-Range, Accept-Ranges',
    'Referrer-Policy': 'no-referrer',
  };
}

function parseAddress(address: string): { kind: BytesKind; reference: string } | undefined {
  const url = new URL(address);
  const reference = url.pathname.slice(1);
  if (url.host !== 'evidence' && url.host !== 'preview') return undefined;
  if (!bytesReferencePattern.test(reference) || url.search !== '') return undefined;
  return { kind: url.host, reference };
}

function failure(error: unknown, headers: Record<string, string>): Response {
  if (!(error instanceof ProfferError)) throw error;
  const status = statuses[error.code] ?? 500;
  return new Response(error.message, {
    status,
    headers: { ...headers, 'Content-Type': 'text/plain; charset=utf-8' },
  });
}

/**
 * Answers `evidence://<kind>/<reference>` with bytes streamed from the engine (RFC 9110 ranges, single part).
 * @param origin of the page that may read the answers
 */
export function evidenceHandler(open: OpenEvidence, origin: string): (request: Request) => Promise<Response> {
  const headers = baseHeaders(origin);

  async function answer(request: Request, kind: BytesKind, reference: string): Promise<Response> {
    const asked = parseRangeHeader(request.headers.get('range'));
    let opened = await open(kind, reference, asked.type === 'range' ? asked.range : undefined);
    const { size, mediaType } = opened.head;

    let part: Required<ByteRange> | undefined;
    if (asked.type !== 'whole') {
      const range = asked.type === 'suffix' ? { start: Math.max(0, size - asked.length) } : asked.range;
      part = satisfiableRange(range, size);
      if (!part) {
        await opened.body.cancel();
        return new Response(null, {
          status: 416,
          headers: { ...headers, 'Content-Range': `bytes */${size}` },
        });
      }
      if (asked.type === 'suffix') {
        await opened.body.cancel();
        opened = await open(kind, reference, part);
      }
    }
    const length = part ? part.end - part.start : size;
    const answerHeaders: Record<string, string> = {
      ...headers,
      'Content-Type': servedMediaType(mediaType),
      'Content-Length': String(length),
      'Accept-Ranges': 'bytes',
      ...(part ? { 'Content-Range': `bytes ${part.start}-${part.end - 1}/${size}` } : {}),
    };
    if (request.method === 'HEAD') {
      await opened.body.cancel();
      return new Response(null, { status: part ? 206 : 200, headers: answerHeaders });
    }
    return new Response(opened.body, { status: part ? 206 : 200, headers: answerHeaders });
  }

  return async (request) => {
    const address = parseAddress(request.url);
    if (!address || (request.method !== 'GET' && request.method !== 'HEAD')) {
      return new Response(null, { status: 400, headers });
    }
    try {
      return await answer(request, address.kind, address.reference);
    } catch (error) {
      return failure(error, headers);
    }
  };
}
