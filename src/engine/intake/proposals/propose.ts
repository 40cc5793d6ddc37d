import { Complaint } from './complaint.ts';
import type { ProposalText, Proposed } from './proposed.ts';

export interface ProposeInput {
  texts: ProposalText[];
  countries: string[];
}

/** Reader of the kind `proposals`: what complaints say, as records that a person can take or leave. */
export function propose({ texts, countries }: ProposeInput): Proposed[] {
  return texts.flatMap((text) => {
    const proposed = new Complaint(text, countries).read();
    return proposed ? [proposed] : [];
  });
}
