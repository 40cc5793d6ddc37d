import { availableParallelism } from 'node:os';
import { ProfferError } from '../../shared/domain/errors.ts';
import type { HashName, HashResult, HashTask } from '../hashing/hash-protocol.ts';
import { RangeHasher } from '../hashing/hash-task.ts';
import { HashThread } from '../hashing/hash-thread.ts';
import type { ExpectedDigests } from './completeness.ts';
import type { FindingList } from './finding-list.ts';
import type { PackageSource, SourceFile } from './package-source.ts';

/** From this size on the algorithms of one file are split over threads. */
const splitSize = 16 * 1024 * 1024;
const batchBytes = 8 * 1024 * 1024;
const batchFiles = 200;
/** Less than this is hashed sooner than a thread starts. */
const threadsFrom = 4 * 1024 * 1024;

/** Time per byte, relative; measured with Node 24 on x86-64 with SHA extensions. */
const costs: Record<HashName, number> = {
  crc32: 0.2,
  sha256: 0.6,
  sha1: 0.5,
  sha224: 0.6,
  sha512: 1,
  sha384: 1,
  md5: 1.5,
};
const costOf = (hash: HashName) => costs[hash] ?? 2;

interface Unit {
  file: SourceFile | undefined;
  task: HashTask;
  cost: number;
}

export interface HashingOptions {
  onBytes?: (doneBytes: number, totalBytes: number) => void;
  signal?: AbortSignal;
  workers?: number;
  /** The whole archive, to be hashed along with its entries. */
  wholeFile?: { path: string; size: number };
}

/**
 * Recomputes every digest the manifests state: each file read once (large ones once a thread), over several
 * threads. Answers the SHA-256 of the whole file when asked for it, and then checks the CRC-32 of every entry too;
 * else only of those no manifest covers.
 */
export async function checkHashes(
  source: PackageSource,
  expected: ExpectedDigests,
  findings: FindingList,
  options: HashingOptions,
): Promise<string | undefined> {
  const units = plan(source, expected, options.wholeFile);
  const totalBytes = units.reduce((sum, unit) => sum + (unit.task.counts ? unit.task.size : 0), 0);
  let doneBytes = 0;
  const results = await runAll(batch(units), options, (bytes) => {
    doneBytes += bytes;
    options.onBytes?.(Math.min(doneBytes, totalBytes), totalBytes);
  });
  let wholeHash: string | undefined;
  for (const [unit, result] of results) {
    if (unit.file) report(unit.file, result, expected, findings);
    else if (result.state === 'done') wholeHash = result.digests.sha256;
    else findings.error('read-failed', `The archive could not be read to its end: ${result.message}.`);
  }
  return wholeHash;
}

function plan(
  source: PackageSource,
  expected: ExpectedDigests,
  wholeFile: HashingOptions['wholeFile'],
): Unit[] {
  const units: Unit[] = [];
  for (const file of source.files.values()) {
    const algorithms = new Set((expected.get(file.path) ?? []).map((each) => each.hash));
    // For an entry that a checksum of the manifests covers, a CRC-32 proves nothing more; its two statements in the
    // archive are compared in any case. Recomputing it would cost a tenth of the time of a verification.
    const covered = algorithms.size > 0 && file.location.method === 'stored';
    if (file.crc32 !== undefined && (wholeFile || !covered)) algorithms.add('crc32');
    if (algorithms.size === 0) continue;
    for (const [index, group] of split([...algorithms], file).entries()) {
      const cost = file.size * group.reduce((sum, hash) => sum + costOf(hash), 0);
      units.push({
        file,
        cost,
        task: { ...file.location, size: file.size, algorithms: group, counts: index === 0 },
      });
    }
  }
  if (wholeFile) {
    const { path, size } = wholeFile;
    units.push({
      file: undefined,
      cost: size * costOf('sha256'),
      task: {
        path,
        offset: 0,
        storedLength: size,
        size,
        method: 'stored',
        algorithms: ['sha256'],
        counts: false,
      },
    });
  }
  // Longest first, so that no thread is left alone with a large file at the end; small ones stay in disk order.
  const costOfLarge = ({ task, cost }: Unit) => (task.size >= splitSize ? cost : 0);
  return units.sort((a, b) => costOfLarge(b) - costOfLarge(a));
}

/** The slowest algorithm of a large file apart from the others: the two halves of the work take about as long. */
function split(algorithms: HashName[], file: SourceFile): HashName[][] {
  // Inflating twice would cost more than it saves.
  if (file.size < splitSize || file.location.method === 'deflate' || algorithms.length === 1)
    return [algorithms];
  const [slowest, ...others] = algorithms.sort((a, b) => costOf(b) - costOf(a));
  return [[slowest!], others];
}

function batch(units: readonly Unit[]): Unit[][] {
  const batches: Unit[][] = [];
  let current: Unit[] = [];
  let bytes = 0;
  for (const unit of units) {
    if (current.length > 0 && (bytes + unit.task.size > batchBytes || current.length >= batchFiles)) {
      batches.push(current);
      current = [];
      bytes = 0;
    }
    current.push(unit);
    bytes += unit.task.size;
  }
  if (current.length > 0) batches.push(current);
  return batches;
}

async function runAll(
  batches: Unit[][],
  options: HashingOptions,
  onBytes: (bytes: number) => void,
): Promise<[Unit, HashResult][]> {
  const all = batches.flat();
  if (all.reduce((sum, unit) => sum + unit.task.size, 0) < threadsFrom) return runHere(all, onBytes);
  const count = Math.min(batches.length, options.workers ?? Math.max(2, Math.min(availableParallelism(), 8)));
  const threads = Array.from({ length: count }, () => new HashThread(onBytes));
  const results: [Unit, HashResult][] = [];
  const queue = batches[Symbol.iterator]();
  const stop = () => threads.map((thread) => thread.close());
  options.signal?.addEventListener('abort', stop, { once: true });
  try {
    await Promise.all(
      threads.map(async (thread) => {
        for (const units of queue) {
          if (options.signal?.aborted) throw new ProfferError('cancelled', 'The verification was cancelled.');
          const answers = await thread.run(units.map((unit) => unit.task));
          for (const [index, unit] of units.entries()) results.push([unit, answers[index]!]);
        }
      }),
    );
  } finally {
    options.signal?.removeEventListener('abort', stop);
    await Promise.all(stop());
  }
  return results;
}

async function runHere(
  units: readonly Unit[],
  onBytes: (bytes: number) => void,
): Promise<[Unit, HashResult][]> {
  const hasher = new RangeHasher(onBytes);
  try {
    const results: [Unit, HashResult][] = [];
    for (const unit of units) results.push([unit, await hasher.run(unit.task)]);
    hasher.tell();
    return results;
  } finally {
    hasher.close();
  }
}

function report(
  file: SourceFile,
  result: HashResult,
  expected: ExpectedDigests,
  findings: FindingList,
): void {
  const { path } = file;
  if (result.state === 'failed') {
    if (result.reason === 'size') {
      findings.error('archive-size-mismatch', `The file is not as long as declared: ${result.message}.`, {
        path,
      });
    } else if (result.reason === 'inflate') {
      findings.error('archive-damaged', `The compressed data of this entry is broken: ${result.message}.`, {
        path,
      });
    } else {
      findings.error('read-failed', `The file could not be read to its end: ${result.message}.`, { path });
    }
    return;
  }
  for (const { hash, algorithm, digest } of expected.get(path) ?? []) {
    const found = result.digests[hash];
    if (found === undefined || found === digest) continue;
    findings.error(
      'hash-mismatch',
      'The file is not the one the manifest vouches for: it was changed or damaged. Do not rely on it; ask for a new copy.',
      { path, algorithm, expected: digest, found },
    );
  }
  const crc = result.digests.crc32;
  if (crc !== undefined && file.crc32 !== undefined && Number.parseInt(crc, 16) !== file.crc32) {
    findings.error(
      'archive-crc-mismatch',
      'The content of the entry does not match its CRC-32 in the archive.',
      {
        path,
        algorithm: 'crc32',
        expected: file.crc32.toString(16).padStart(8, '0'),
        found: crc,
      },
    );
  }
}
