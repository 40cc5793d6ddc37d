import { z } from 'zod';
import { countrySigns } from '../domain/country-signs.ts';
import { entityRoles, eventKinds, eventParts, linkKinds, lossMethods, valuesOf } from '../domain/kinds.ts';
import { command, job, query } from './call.ts';
import { country, id, instant, money, page, pii, requiredLine, rows, whenInput, withId } from './common.ts';
import { entityKind } from './entity.ts';

/** The line a part of a proposal comes from. */
export const proposalBecause = z.object({
  page: z.int().min(1),
  /** Line of the page, from 1. */
  line: z.int().min(1),
  /** Of a chat: number of the message, from 1. */
  message: z.int().min(1).optional(),
  quote: pii(z.string().max(500), 'free-text'),
});

/** Names a part within its proposal. */
const key = z.string().regex(/^[a-z]\d{1,4}$/, 'must name a part of the proposal, such as e1');
const part = z.object({
  key,
  /** Left out of what is accepted when false. */
  include: z.boolean(),
  because: proposalBecause,
  /** What was taken to be so and does not stand there, in words. */
  assumed: z.array(z.string().max(300)).max(10),
});

/** As long as what is found may be: a web address of 4,096 characters, and what writing it safely adds. */
const found = z.string().trim().max(65_536);

export const proposedEntity = part.extend({
  kind: entityKind,
  value: pii(found.min(1), 'identifier'),
  /** Safe to show. */
  display: pii(found, 'identifier'),
  roles: z.array(z.enum(valuesOf(entityRoles))).max(10),
  country: country.nullable(),
  /** Of a person. */
  phone: pii(found, 'contact').default(''),
  email: pii(found, 'contact').default(''),
  /** What the country is proposed by; where these differ, none is. */
  countrySigns: z
    .array(z.object({ country, by: z.enum(valuesOf(countrySigns)), because: proposalBecause }))
    .max(10)
    .default([]),
});

export const proposedEvent = part.extend({
  kind: z.enum(valuesOf(eventKinds)),
  title: pii(requiredLine, 'free-text'),
  /** Null where no date is told: it has to be given before the event is accepted. */
  when: whenInput.nullable(),
  participants: z.array(z.object({ entity: key, part: z.enum(valuesOf(eventParts)) })).max(50),
});

export const proposedLoss = part.extend({
  victim: key,
  amount: money,
  method: z.enum(valuesOf(lossMethods)),
  to: key.nullable(),
  when: whenInput.nullable(),
});

export const proposedLink = part.extend({
  kind: z.enum(valuesOf(linkKinds)),
  from: key,
  to: key,
});

/** What one complaint, chat or text says, as records and what joins them. */
export const proposalBody = z.object({
  entities: z.array(proposedEntity).max(300),
  events: z.array(proposedEvent).max(200),
  losses: z.array(proposedLoss).max(100),
  links: z.array(proposedLink).max(300),
});

export const proposalStates = ['open', 'accepted', 'rejected'] as const;
const proposalState = z.enum(proposalStates);

export const proposal = z.object({
  id,
  caseId: id,
  evidence: z.object({ id, number: z.int(), name: pii(z.string(), 'free-text') }),
  page: z.int(),
  title: pii(z.string(), 'free-text'),
  state: proposalState,
  /** Whether a person changed what was proposed. */
  edited: z.boolean(),
  body: proposalBody,
  foundAt: instant,
});

export const proposalCalls = {
  'proposal.list': query(
    page(['evidence', 'title', 'foundAt'])
      .omit({ hidden: true })
      .extend({
        caseId: id,
        evidenceId: id.optional(),
        states: z.array(proposalState).max(3).default(['open']),
      }),
    rows(proposal),
  ),
  'proposal.get': query(withId, proposal),
  /** Changes what is proposed before it is accepted; kept when the evidence is read again. */
  'proposal.update': command(withId.extend({ body: proposalBody }), proposal),
  'proposal.decide': command(
    z.object({ caseId: id, ids: z.array(id).min(1).max(5000), state: z.enum(['open', 'rejected']) }),
    z.object({ changed: z.int() }),
  ),
  /** Makes records of everything included in these proposals: one import, one undo. One that cannot be made whole stays open and says why. */
  'proposal.accept': job(
    z
      .object({
        caseId: id,
        ids: z.array(id).min(1).max(5000).optional(),
        /** Everything open that a list with this search shows. */
        all: z.object({ search: z.string().max(500).optional() }).optional(),
      })
      .refine(({ ids, all }) => (ids === undefined) !== (all === undefined), {
        message: 'must name proposals one by one, or ask for all of a list',
        path: ['ids'],
      }),
    z.object({
      importId: id,
      accepted: z.int(),
      entities: z.int(),
      events: z.int(),
      losses: z.int(),
      links: z.int(),
      /** Parts that were in the case already. */
      matched: z.int(),
      /** Messages of mailboxes made pieces of evidence of their own, because the records rest on them. */
      takenOut: z.int(),
      refused: z.array(z.object({ id, title: pii(z.string(), 'free-text'), message: z.string() })),
    }),
  ),
};
