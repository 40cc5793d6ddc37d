import { ProfferError } from '../../../shared/domain/errors.ts';
import type { SourceFinding } from '../source-finding.ts';
import type { ArchiveParts } from './archive-parts.ts';

/** A file that lies in another one and becomes evidence of its own. */
export interface EmbeddedFile {
  /** Where it lies, in words that name nobody: `member 17`. */
  locator: string;
  /** Its bare name. */
  name: string;
  bytes: Uint8Array;
}

const mostFiles = 2_000;
const mostBytes = 256 << 20;

/** Gathers embedded files up to the bounds; what is left out is told, and stays where it lies. */
export class EmbeddedFiles {
  readonly files: EmbeddedFile[] = [];
  readonly findings: SourceFinding[] = [];
  private size = 0;

  get full(): boolean {
    return this.files.length >= mostFiles || this.size >= mostBytes;
  }

  add(name: string, bytes: Uint8Array, locator: string): void {
    if (bytes.length === 0) return;
    if (this.files.length >= mostFiles || this.size + bytes.length > mostBytes) {
      this.leaveOut(
        locator,
        `Only the first ${this.files.length} files in it were taken out.`,
        'files-left-out',
      );
      return;
    }
    this.size += bytes.length;
    this.files.push({ locator, name: name.split(/[\\/]/).pop() || locator, bytes });
  }

  leaveOut(place: string, message: string, code = 'file-left-out'): void {
    if (code === 'files-left-out' && this.findings.some((one) => one.code === code)) return;
    this.findings.push({ severity: 'warning', code, message, place });
  }
}

/** The parts of an archive with these names, unpacked as far as the archive's own bounds let them. */
export async function filesOf(
  parts: ArchiveParts,
  wanted: (name: string) => boolean,
): Promise<EmbeddedFiles> {
  const found = new EmbeddedFiles();
  for (const [index, name] of parts.names().entries()) {
    if (name.endsWith('/') || !wanted(name)) continue;
    const locator = `member ${index + 1}`;
    if (found.full) {
      found.leaveOut(
        locator,
        `Only the first ${found.files.length} files in it were taken out.`,
        'files-left-out',
      );
      break;
    }
    try {
      found.add(name, await parts.bytes(name), locator);
    } catch (error) {
      if (!(error instanceof ProfferError)) throw error;
      found.leaveOut(locator, `This file was not taken out: ${error.message}`);
    }
  }
  return found;
}
