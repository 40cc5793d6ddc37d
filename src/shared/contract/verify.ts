import { z } from 'zod';
import { job } from './call.ts';
import { folder, severity } from './common.ts';

export const finding = z.object({
  /** Closed list in docs/formats/package.md. */
  code: z.string(),
  severity,
  path: z.string().optional(),
  algorithm: z.string().optional(),
  expected: z.string().optional(),
  found: z.string().optional(),
  message: z.string(),
});

export const verification = z.object({
  verdict: z.enum(['valid', 'valid-with-warnings', 'invalid']),
  path: z.string(),
  sizeBytes: z.int(),
  sha256: z.string().nullable(),
  bag: z
    .object({
      version: z.string(),
      algorithms: z.array(z.string()),
      payloadFiles: z.int(),
      payloadBytes: z.int(),
      info: z.array(z.object({ label: z.string(), value: z.string() })),
    })
    .nullable(),
  signature: z
    .object({
      valid: z.boolean(),
      fingerprint: z.string(),
      signer: z.string(),
      namespace: z.string(),
      sealedAt: z.string().nullable(),
      /** Whether the key is one the person has said to trust. A package cannot vouch for itself. */
      trusted: z.boolean(),
    })
    .nullable(),
  custody: z.object({ exhibits: z.int(), entries: z.int(), intact: z.boolean() }).nullable(),
  findings: z.array(finding),
});

export const verifyCalls = {
  /** Needs no vault. Writes nothing. */
  'verify.package': job(
    z.object({
      path: folder,
      /** The key the person trusts: `SHA256:…` or an `ssh-ed25519 …` line, got by another way than the package. */
      fingerprint: z
        .string()
        .trim()
        .regex(
          /^(?:SHA256:[A-Za-z0-9+/]{43}=?|ssh-ed25519 [A-Za-z0-9+/]{40,}={0,2}(?: .*)?)$/,
          'must be "SHA256:" and 43 characters, as ssh-keygen -l prints it, or the line that begins with "ssh-ed25519"',
        )
        .optional(),
      /** Also the SHA-256 of the ZIP itself: one more pass over all bytes. */
      fileHash: z.boolean().default(false),
    }),
    verification,
  ),
};
