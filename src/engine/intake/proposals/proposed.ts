import type { z } from 'zod';
import type { proposalBody } from '../../../shared/contract/proposal.ts';

export type ProposalBody = z.output<typeof proposalBody>;

export interface ProposalText {
  page: number;
  text: string;
  /** Where the headers of a mail end and its body begins; 0 in other texts. */
  bodyAt: number;
  /** Sender of a mail. */
  from: { name: string; address: string } | null;
  /** When it was written: ISO date, and the offset of its clock (`+10:00`) where known. */
  written: { date: string; offset: string | null } | null;
  /** Subject or file name. */
  title: string;
}

export interface Proposed {
  page: number;
  title: string;
  /** The more the text says, the higher: for the order of the list. */
  weight: number;
  body: ProposalBody;
}

/** Where money goes. */
export const isDestination = (kind: string): boolean => kind === 'bank-account' || kind === 'wallet';

export const recordsTold = ({ events, losses, links }: ProposalBody): number =>
  events.length + losses.length + links.length;

/** Somebody's account that names where money was to go is worth a look even where it tells no more that is understood. */
export const isWorthALook = (body: ProposalBody): boolean =>
  recordsTold(body) > 0 || body.entities.some(({ kind, roles }) => isDestination(kind) && roles.length > 0);
