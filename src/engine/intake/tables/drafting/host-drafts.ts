import { hostLink, hostOfUrl } from '../../../../shared/domain/identifiers/host-of-url.ts';
import type { Identifier } from '../../../../shared/domain/identifiers/index.ts';
import type { EntityDraft, RowDraft } from './draft.ts';

/** Hosts kept: a list of phishing pages names few hosts many times. */
const most = 50_000;

/**
 * Gives the web addresses of a row their hosts, as accepting a find does: a record of its own without a role, for the page is
 * the scam's and its host may be anybody's. One for each table: a host is read once, however many of its pages are listed.
 */
export class UrlHosts {
  readonly #drafts = new Map<string, EntityDraft | null>();

  /** Adds to a row what its addresses lie on, and the links to it; a host that stands in the row itself is linked alone. */
  join(draft: RowDraft): void {
    const urls = draft.entities.flatMap(({ kind }, index) => (kind === 'url' ? [index] : []));
    for (const from of urls) {
      const host = this.#hostOf(draft.entities[from]!.identified);
      if (!host) continue;
      const { kind, normal } = host.identified;
      let to = draft.entities.findIndex(
        (entity) => entity.kind === kind && entity.identified.normal === normal,
      );
      if (to < 0) to = draft.entities.push(host) - 1;
      const linked = draft.links.some(
        (link) => link.kind === hostLink.kind && link.from === from && link.to === to,
      );
      if (!linked) draft.links.push({ ...hostLink, from, to });
    }
  }

  #hostOf(url: Identifier): EntityDraft | null {
    const key = url.facts.ip ?? url.facts.host;
    if (key === undefined) return null;
    const known = this.#drafts.get(key);
    if (known !== undefined) return known;
    if (this.#drafts.size >= most) this.#drafts.clear();
    const host = draftOf(hostOfUrl(url));
    this.#drafts.set(key, host);
    return host;
  }
}

const draftOf = (identified: Identifier | null): EntityDraft | null =>
  identified && {
    kind: identified.kind,
    identified,
    roles: [],
    country: null,
    fields: {},
    note: '',
    seenFrom: null,
    seenTo: null,
    isHost: true,
  };
