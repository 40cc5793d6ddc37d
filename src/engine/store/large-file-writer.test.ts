import { existsSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LargeFileWriter, WriteBuffers } from './large-file-writer.ts';
import { StagingFile } from './staging-file.ts';
import { patterned, removeRoot, skipLoudly, temporaryRoot } from './testing/fixtures.ts';

let root: string;

beforeEach(() => {
  root = temporaryRoot();
});

afterEach(() => removeRoot(root));

const segment = 1 << 20;
const bytes = patterned(40 * segment + 1000);

async function writeAll(direct?: number | null): Promise<Buffer> {
  const staging = new StagingFile(root);
  const writer = new LargeFileWriter(staging, new WriteBuffers(), ...(direct === undefined ? [] : [direct]));
  for (let at = 0; at < bytes.length; at += segment) {
    const whole = bytes.subarray(at, at + segment);
    await writer.append([whole.subarray(0, 40), whole.subarray(40)]);
  }
  await writer.finish();
  await writer.close();
  staging.close();
  return readFileSync(staging.path);
}

test('whole segments and a last shorter one, as this file system likes it best', async () => {
  expect((await writeAll()).equals(bytes)).toBe(true);
});

test('where there are no direct writes', async () => {
  expect((await writeAll(null)).equals(bytes)).toBe(true);
});

test('where they are promised and the first one fails', async (context) => {
  // A file of the kernel that answers EINVAL to whatever is no number.
  const path = '/proc/self/oom_score_adj';
  if (!existsSync(path))
    return skipLoudly(context, 'refused direct write: no /proc with a file that refuses');
  const refusing = openSync(path, 'w');
  expect((await writeAll(refusing)).equals(bytes)).toBe(true);
  expect(() => fstatSync(refusing)).toThrow('EBADF');
});

test('another failure is told, and not hidden by writing the ordinary way', async (context) => {
  if (!existsSync('/dev/full')) return skipLoudly(context, 'full device: there is no /dev/full');
  await expect(writeAll(openSync('/dev/full', 'w'))).rejects.toMatchObject({ code: 'disk-full' });
});
