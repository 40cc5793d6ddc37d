import type { z } from 'zod';
import type { sourceFinding } from '../../shared/contract/common.ts';

/** What any reader of a source tells of it; see the contract. */
export type SourceFinding = z.output<typeof sourceFinding>;
