import { z } from 'zod';
import { job, query } from './call.ts';
import { id, nothing, pii } from './common.ts';
import { entityKind } from './entity.ts';

export const hitKinds = [
  'case',
  'entity',
  'event',
  'loss',
  'payment',
  'link',
  'evidence',
  'text',
  'referral',
  'disclosure',
] as const;
/** What a hit is: one of the nouns, or `text` read out of a piece of evidence. */
const hitKind = z.enum(hitKinds);

/** Text and the ranges (UTF-16, end exclusive) in it that were searched for. Data: whoever shows it escapes it. */
export const markedText = z.object({
  text: pii(z.string(), 'free-text'),
  marks: z.array(z.tuple([z.int(), z.int()])),
});

export const searchHit = z.object({
  kind: hitKind,
  /** Of the record; of the piece of evidence where it is text. */
  id,
  caseId: id,
  caseReference: z.string(),
  /** The entity it is about: a link's source, the receiver of a payment, the person something was disclosed of. */
  aboutId: id.nullable(),
  /** Kind of entity, event or link; media type of evidence; null elsewhere. */
  sort: z.string().nullable(),
  title: markedText,
  /** The words around what was found, or the beginning of what the record says. */
  snippet: markedText.nullable(),
  /** Where in the evidence: page 3, message 17. */
  place: z.object({ page: z.int(), label: z.string() }).nullable(),
  /** Milliseconds since 1970 UTC: when it happened or was acquired. */
  at: z.int().nullable(),
  /** Further visible pieces of evidence with the same content. */
  copies: z.int(),
  /** It is the identifier searched for, not just a text that has its words. */
  exact: z.boolean(),
});

export const searchAnswer = z.object({
  hits: z.array(searchHit),
  total: z.int(),
  /** False: there are more than `total`, and counting them would take too long. */
  totalExact: z.boolean(),
  /** `newest`: there are too many hits to weigh them against each other. */
  order: z.enum(['relevance', 'newest']),
  /** Hits by kind; together `total`. */
  counts: z.array(z.object({ kind: hitKind, count: z.int() })),
  /** What the text was read as, in normal form. */
  identifiers: z.array(
    z.object({
      kind: entityKind,
      normal: pii(z.string(), 'identifier'),
      display: pii(z.string(), 'identifier'),
    }),
  ),
  /** What of the query could not be used, each a sentence. */
  problems: z.array(z.string()),
  /** Records the index has not taken up yet: what they say is not among the hits. */
  pending: z.int(),
});

export const searchCalls = {
  /**
   * Searches everything, or one case. Words must all occur; `"a phrase"`, `begin*`, `a OR b`, `-not`, `name:word`; filters `kind:`
   * `case:` `role:` `country:` `marking:` `from:` `to:`. An identifier in any written form is found by its normal form.
   */
  'search.find': query(
    z.object({
      text: z.string().max(2000),
      caseId: id.optional(),
      kinds: z.array(hitKind).optional(),
      /** The last word is still being typed: what begins with it is found too. */
      asTyped: z.boolean().default(false),
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(200).default(50),
    }),
    searchAnswer,
  ),
  /** Makes the index anew from the records; searching goes on meanwhile and says what is pending. */
  'search.rebuild': job(nothing, z.object({ records: z.int() })),
};
