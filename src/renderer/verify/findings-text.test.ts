import { describe, expect, it } from 'vitest';
import { type Verification, verificationText } from './findings-text.ts';

const result: Verification = {
  verdict: 'invalid',
  path: '/tmp/package.zip',
  sizeBytes: 2048,
  sha256: null,
  bag: null,
  signature: {
    valid: true,
    fingerprint: 'SHA256:abc',
    signer: 'someone',
    namespace: 'proffer',
    sealedAt: null,
    trusted: false,
  },
  custody: null,
  findings: [
    { code: 'checksum-mismatch', severity: 'error', path: 'data/a.eml', message: 'The file was changed.' },
  ],
};

describe('verificationText', () => {
  it('says the verdict, that the key was not compared, and every finding with its place', () => {
    const text = verificationText(result);
    expect(text).toContain('Verdict: Not valid');
    expect(text).toContain('key not compared');
    expect(text).toContain('- error checksum-mismatch: data/a.eml: The file was changed.');
  });
  it('says so when nothing was signed or found', () => {
    const text = verificationText({ ...result, verdict: 'valid', signature: null, findings: [] });
    expect(text).toContain('Signature: none');
    expect(text).toContain('No findings.');
  });
});
