import { parseBuffer } from 'music-metadata';
import { ProfferError } from '../../../shared/domain/errors.ts';
import type { MetadataGroup } from './content-text.ts';

/** Length, codec and tags of a sound or video file. @throws ProfferError `corrupt` where it cannot be made out. */
export async function mediaMetadata(bytes: Uint8Array, mediaType: string): Promise<MetadataGroup[]> {
  let read: Awaited<ReturnType<typeof parseBuffer>>;
  try {
    read = await parseBuffer(
      bytes,
      { mimeType: mediaType, size: bytes.length },
      { duration: true, skipCovers: true },
    );
  } catch {
    throw new ProfferError(
      'corrupt',
      'Length and codec of this recording could not be made out: it is cut off, damaged or of a kind that is not read here. Its bytes are kept untouched.',
    );
  }
  const { format, common } = read;
  const facts: [string, unknown][] = [
    ['Container', format.container],
    ['Codec', format.codec],
    ['Duration', format.duration === undefined ? undefined : clock(format.duration)],
    ['Duration in seconds', format.duration?.toFixed(3)],
    ['Sample rate in hertz', format.sampleRate],
    ['Channels', format.numberOfChannels],
    ['Bits per sample', format.bitsPerSample],
    ['Bit rate', format.bitrate === undefined ? undefined : Math.round(format.bitrate)],
    ['Tool', format.tool],
    ['Created', format.creationTime?.toISOString()],
    ['Modified', format.modificationTime?.toISOString()],
    [
      'Tracks',
      format.trackInfo.map(({ type, codecName }) => [type, codecName].filter(Boolean).join(' ')).join(', '),
    ],
  ];
  const entries = facts
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => ({ name, value: String(value) }));
  const tags = Object.entries(common)
    .filter(([name, value]) => value !== undefined && value !== null && name !== 'picture')
    .map(([name, value]) => ({
      name,
      value: typeof value === 'object' ? JSON.stringify(value) : String(value),
    }))
    .filter(({ value }) => value !== '' && value !== '{"no":null,"of":null}');
  return [
    ...(entries.length > 0 ? [{ name: 'Recording', entries }] : []),
    ...(tags.length > 0 ? [{ name: 'Tags', entries: tags }] : []),
  ];
}

/** `1:02:03.4` */
function clock(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = (seconds % 60).toFixed(1).padStart(4, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}
