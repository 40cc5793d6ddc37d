/** What the tests of the store share. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Batch, type EvidenceStore, openEvidenceStore, type Source } from '../evidence-store.ts';

export const contentKey = Uint8Array.from({ length: 32 }, (_, index) => index);
export const nameKey = Uint8Array.from({ length: 32 }, (_, index) => 255 - index);

export function openTestStore(root: string): EvidenceStore {
  return openEvidenceStore({
    folder: join(root, 'evidence'),
    temporaryFolder: join(root, 'tmp'),
    contentKey,
    nameKey,
  });
}

export function temporaryRoot(): string {
  return mkdtempSync(join(tmpdir(), 'proffer-store-'));
}

export function removeRoot(root: string): void {
  rmSync(root, { recursive: true, force: true });
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The same bytes for the same arguments; they do not repeat within a segment. */
export function patterned(size: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(size);
  let state = Math.imul(seed, 2654435761) >>> 0;
  for (let at = 0; at < size; at++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}

export function stagedContent(batch: Batch<Source>, index = 0) {
  const item = batch.items[index]!;
  if (item.outcome !== 'staged') throw new Error(`refused: ${item.refusal.reason}`);
  return item.content;
}

export function refusalReason(batch: Batch<Source>): string {
  const item = batch.items[0]!;
  return item.outcome === 'refused' ? item.refusal.reason : 'staged';
}

/** Takes one source in for good; resolves with its SHA-256. */
export async function put(store: EvidenceStore, source: Source): Promise<string> {
  const batch = await store.intakeOne(source);
  const { sha256: hash } = stagedContent(batch);
  await batch.commit();
  return hash;
}

export async function collect(parts: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const part of parts) all.push(part);
  return Buffer.concat(all);
}

/** Full paths of the stored files. */
export function storedFiles(root: string): string[] {
  const folder = join(root, 'evidence');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

export function stagedFiles(root: string): string[] {
  return readdirSync(join(root, 'tmp'));
}

/** Says what a test could not do on this machine, where a person reading the log sees it. */
export function skipLoudly(context: { skip(note?: string): void }, reason: string): void {
  console.warn(`SKIPPED: ${reason}`);
  context.skip(reason);
}

/** Plaintext that fills the first segment, and each one after it. */
export const firstSegment = 1048520;
export const laterSegment = 1048560;
