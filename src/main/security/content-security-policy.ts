/**
 * Policy of the view's own pages, sent as a header with each of them.
 * Mantine writes its theme into style elements, so those carry the page's nonce; styles set from script on
 * single elements go through CSSOM, which the policy does not concern.
 */
export function contentSecurityPolicy(nonce: string): string {
  const directives: Record<string, string> = {
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': `'self' 'nonce-${nonce}'`,
    'img-src': "'self' evidence: blob: data:",
    'font-src': "'self'",
    'media-src': 'evidence:',
    'connect-src': "'self' evidence:",
    'worker-src': "'self'",
    'frame-src': "'none'",
    'object-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
  };
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}

/** Policy of evidence: whatever it is, it runs nothing and fetches nothing. */
export const evidenceSecurityPolicy = "sandbox; default-src 'none'";
