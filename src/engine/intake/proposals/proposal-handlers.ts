import type { Handlers } from '../../rpc/handler.ts';
import { acceptProposals } from './accept-proposals.ts';
import { decideProposals, updateProposal } from './decide-proposals.ts';
import { listProposals, readProposal } from './proposal-rows.ts';

export const proposalHandlers: Handlers<
  'proposal.list' | 'proposal.get' | 'proposal.update' | 'proposal.decide' | 'proposal.accept'
> = {
  'proposal.list': (input, { session }) => listProposals(session().database, input),

  'proposal.get'({ id }, { session }) {
    const { fingerprint: _fingerprint, ...proposal } = readProposal(session().database, id);
    return proposal;
  },

  'proposal.update'(input, { session }) {
    updateProposal(session(), input);
    const { fingerprint: _fingerprint, ...proposal } = readProposal(session().database, input.id);
    return proposal;
  },

  'proposal.decide': (input, { session }) => ({ changed: decideProposals(session(), input) }),

  'proposal.accept': {
    title: ({ ids }) => (ids?.length === 1 ? 'Accepting a proposal' : 'Accepting proposals'),
    caseId: ({ caseId }) => caseId,
    run: acceptProposals,
  },
};
