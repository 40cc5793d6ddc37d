import { z } from 'zod';
import { type OcrLanguage, ocrLanguages } from '../domain/reading-words.ts';
import { dayOrders } from '../domain/written-date.ts';
import { command, job, query } from './call.ts';
import { id, instant, page, pii, rows, severity, sourceFinding } from './common.ts';

/** The steps of reading a piece of evidence, in their order. */
const readingStepNames = ['mail', 'text', 'observables', 'proposals'] as const;
export const readingStep = z.enum(readingStepNames);

/** `nothing`: the step has nothing to do with such a file, or found nothing in it; `failed`: a finding says why. */
export const readingStates = ['waiting', 'running', 'done', 'nothing', 'failed'] as const;
const readingState = z.enum(readingStates);

const stepReading = z.object({
  step: readingStep,
  state: readingState,
  /** What it brought, in words. */
  summary: pii(z.string(), 'free-text'),
  findings: z.array(sourceFinding),
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
});

const ocrLanguage = z.enum(Object.keys(ocrLanguages) as [OcrLanguage, ...OcrLanguage[]]);

/** What a person says about a file that its bytes do not: it stands in the log, and reading goes by it. */
export const readingDeclaration = z.object({
  /** Order of day and month in the times of a chat export. */
  dayOrder: z.enum(dayOrders).optional(),
  /** IANA zone of the telephone's clock. */
  zone: z.string().max(64).optional(),
  /** Languages of the text in an image or a scanned page. */
  languages: z.array(ocrLanguage).min(1).max(3).optional(),
});

export const placeCandidate = z.object({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  /** Metres above sea level. */
  altitude: z.number().nullable(),
  /** As written by the device, without a zone where it gave none. */
  takenAt: z.string().nullable(),
  /** The tags it comes from. */
  from: z.string(),
});

export const metadataGroup = z.object({
  name: z.string(),
  entries: z.array(z.object({ name: z.string(), value: pii(z.string(), 'free-text') })),
});

const readResult = z.object({
  pieces: z.int(),
  /** Pieces whose steps all ended well. */
  done: z.int(),
  /** Pieces with a step that failed. */
  failed: z.int(),
  /** Pieces that were read before and had nothing left to do. */
  skipped: z.int(),
});

export const readingCalls = {
  /**
   * Reads evidence: mail, text and metadata, observables, proposals. Without `evidenceIds` and `batchId`: whatever of the
   * case was not read yet. What was read stays read unless `again`.
   */
  'evidence.read': job(
    z.object({
      caseId: id,
      evidenceIds: z.array(id).max(100_000).optional(),
      batchId: id.optional(),
      again: z.boolean().default(false),
    }),
    readResult,
  ),
  /** How reading of one piece stands, and what is known of its content. */
  'reading.get': query(
    z.object({ evidenceId: id }),
    z.object({
      steps: z.array(stepReading),
      content: z
        .object({
          format: z.string(),
          encoding: z.string(),
          /** What was assumed, in words. */
          assumed: z.array(z.string()),
          language: z.string(),
          pages: z.int(),
          characters: z.int(),
          messages: z.int(),
          metadata: z.array(metadataGroup),
          places: z.array(placeCandidate),
          /** Why there is no text, in words; empty where there is. */
          outcome: pii(z.string(), 'free-text'),
          readAt: instant,
        })
        .nullable(),
      declared: readingDeclaration,
    }),
  ),
  /** Where reading of a case stands. Pieces, not steps. */
  'reading.summary': query(
    z.object({ caseId: id }),
    z.object({
      pieces: z.int(),
      unread: z.int(),
      waiting: z.int(),
      running: z.int(),
      done: z.int(),
      failed: z.int(),
    }),
  ),
  /** Pieces of a case with what was found while reading them. */
  'reading.list': query(
    page(['number', 'name', 'state']).extend({
      caseId: id,
      state: readingState.optional(),
      /** Only pieces with findings of this severity or worse. */
      findings: severity.optional(),
    }),
    rows(
      z.object({
        evidenceId: id,
        number: z.int(),
        exhibit: z.string(),
        name: pii(z.string(), 'free-text'),
        mediaType: z.string(),
        step: readingStep,
        state: readingState,
        summary: pii(z.string(), 'free-text'),
        findings: z.array(sourceFinding),
      }),
    ),
  ),
  /** Says what the bytes do not; the piece has to be read again after it. */
  'reading.declare': command(
    z.object({ evidenceId: id, declared: readingDeclaration }),
    z.object({ declared: readingDeclaration }),
  ),
};
