import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { projectRoot } from '../../scripts/project.ts';

const tika = (module: string, name: string) =>
  `tika-parsers__tika-parsers-standard__tika-parsers-standard-modules__tika-parser-${module}-module__src__test__resources__test-documents__${name}`;

/** Real files of others, a few of each make, by folder of the heap. */
const real: Record<string, readonly string[]> = {
  mail: [
    '03-mail/phishing-pot/sample-2148.eml',
    '03-mail/phishing-pot/sample-4420.eml',
    '03-mail/phishing-pot/sample-5767.eml',
    '03-mail/phishing-pot/sample-777.eml',
    `03-mail/tika-mail/${tika('microsoft', 'testMSG.msg')}`,
    `03-mail/tika-mail/${tika('mail', 'testMBOX_complex.mbox')}`,
  ],
  lists: [
    '02-indicators/openphish/feed.txt',
    `06-media/tika-documents/${tika('microsoft', 'testEXCEL_hyperlinks.xlsx')}`,
  ],
  intelligence: [
    '04-intel/python-stix2/sco-examples-bundle.json',
    '04-intel/misp-events/mispevent_testfiles/existing_event_edited.json',
  ],
  documents: [
    '06-media/pdf-samples/011-google-doc-document/google-doc-document.pdf',
    '06-media/exif-samples/jpg/gps/DSCN0010.jpg',
    '07-chats-web/whatsapp-exports/chats/ios-private-chat/_chat.txt',
  ],
  hostile: [
    '05-hostile/pdf-fuzzed/poppler-395-0-fuzzed.pdf',
    '05-hostile/qpdf-fuzz/qpdf__qtest__qpdf__bad1.pdf',
    `05-hostile/tika-archives/${tika('microsoft', 'protectedFile.xlsx')}`,
    `05-hostile/tika-archives/${tika('pkg', 'droste.zip')}`,
    '03-mail/mailparser/htmllargecallstack.eml',
  ],
};

/** Files that are not what they say: damaged on purpose, ours, and so here on every machine. */
const damaged: Record<string, string | Buffer> = {
  'statement-final.pdf':
    '%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 7 0 R >>\nendobj\ntrailer << /Root 9 0 R >>\n',
  'ledger.xlsx': Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), Buffer.alloc(200)]),
};
/** The damaged files that cannot be read: of ours, and at least of the real ones. */
export const unreadable = { own: Object.keys(damaged), real: ['protectedFile.xlsx'] };

/** What a partner's desk sends: two sites, of which one is in the complaints too, a number, and an object of its own. */
function partnerBundle(): string {
  const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
  const time = '2025-08-01T10:00:00.000Z';
  const object = (type: string, number: number, more: object) => ({
    type,
    spec_version: '2.1',
    id: `${type}--${uuid(number)}`,
    created: time,
    modified: time,
    ...more,
  });
  const site = (number: number, host: string) =>
    object('indicator', number, {
      name: `Pop-up site ${number}`,
      pattern: `[domain-name:value = '${host}']`,
      pattern_type: 'stix',
      valid_from: time,
    });
  const relation = (number: number, kind: string, source: string, target: string) =>
    object('relationship', number, {
      relationship_type: kind,
      source_ref: `${source}`,
      target_ref: `${target}`,
    });
  const crew = `threat-actor--${uuid(1)}`;
  const objects = [
    object('threat-actor', 1, { name: 'Kestrel Crew (fictional)', threat_actor_types: ['crime-syndicate'] }),
    site(2, 'nordhaven-alert.test'),
    site(3, 'kestrel-refunds.example'),
    { type: 'phone-number', spec_version: '2.1', id: `phone-number--${uuid(4)}`, value: '+1 202 555 0171' },
    relation(5, 'indicates', `indicator--${uuid(2)}`, crew),
    relation(6, 'indicates', `indicator--${uuid(3)}`, crew),
    relation(7, 'uses', crew, `phone-number--${uuid(4)}`),
    object('x-partner-script', 8, {
      name: 'What the callers say',
      opening: 'Your computer has sent us a warning.',
    }),
  ];
  return JSON.stringify({ type: 'bundle', id: `bundle--${uuid(900)}`, objects });
}

export interface CaseHeap {
  folder: string;
  /** All files of the heap. */
  files: number;
  /** Whether real files of others are among them. */
  withReal: boolean;
}

/**
 * The heap a case arrives as, in a folder of its own: the project's sample case and its list of complaints, damaged
 * files, and, where they are on this machine, real files of others.
 */
export function layOutHeap(folder: string): CaseHeap {
  const samples = process.env.PROFFER_SAMPLES ?? join(projectRoot, '../shared/samples');
  const withReal = existsSync(samples);
  if (!withReal)
    console.warn(
      `SKIPPED: ${samples} is not on this machine; the story goes on with the project's own samples`,
    );
  const own = join(projectRoot, 'samples');
  cpSync(join(own, 'case'), folder, { recursive: true });
  cpSync(join(own, 'tables', 'complaints.csv'), join(folder, 'partner', 'complaints.csv'));
  const give = (path: string, write: (target: string) => void) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    write(join(folder, path));
  };
  for (const [name, content] of Object.entries(damaged))
    give(join('hostile', name), (target) => writeFileSync(target, content));
  give(join('partner', 'kestrel-bundle.json'), (target) => writeFileSync(target, partnerBundle()));
  if (withReal)
    // The long names say where a file lay in its repository; nobody is handed such.
    for (const [to, paths] of Object.entries(real))
      for (const path of paths)
        give(join(to, basename(path).split('__').at(-1)!), (target) => cpSync(join(samples, path), target));
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return { folder, files: files.length, withReal };
}
