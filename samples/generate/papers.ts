import { domainToASCII } from 'node:url';
import {
  centres,
  domains,
  ips,
  mailboxes,
  mark,
  notice,
  people,
  phones,
  remoteTool,
  wallets,
} from './facts.ts';

const defang = (domain: string): string => domain.replaceAll('.', '[.]');

/** The list as analysts exchange it: some defanged, some not, with comments and doubles. */
function domainList(): string {
  const made = ['account', 'billing', 'secure', 'help', 'alert', 'renew', 'cancel', 'service'].flatMap(
    (word) => [`nordhaven-${word}.example`, `${word}-nordhaven.test`, `meridane-${word}.invalid`],
  );
  return [
    `# Scam sites seen by Nordhaven's desk, 2025-02-19 to 2025-11-03. ${mark}`,
    '# One a line. The desk defangs by hand, so not everywhere.',
    '',
    '## Seen live, with a complaint',
    `hxxps://${defang(domains.support)}/alert/locked.html`,
    defang(domains.alert),
    domains.secure,
    `${domains.german}    # a umlaut: ${domainToASCII(domains.german)}`,
    `hxxps://${defang(domains.refund)}/order/`,
    defang(domains.orders),
    `hxxp://${defang(domains.remote)}/dl/DeskReach-QS.exe`,
    domains.centre,
    '',
    '## Same template, no complaint yet',
    ...made.map((domain, index) => (index % 4 === 1 ? domain : defang(domain))),
    '',
    '## Doubles left in by the desk',
    domains.support.toUpperCase(),
    `${domains.alert}.`,
    '',
    '## Hosts',
    `${defang(ips.popup)}      pop-ups`,
    `${ips.refund}   shop`,
    `${defang(ips.dialler)}     dialler and trunk`,
    `${ips.six}    pop-ups`,
    '',
  ].join('\n');
}

function phoneList(): string {
  const rows: [string, string][] = [
    [phones.tollFreeUs, 'pop-up, US and Canada'],
    ['(202) 555-0171', 'call-backs, US; also shown to Canada'],
    ['0808 157 0142', 'pop-up, UK'],
    ['020 7946 0958', 'invoices and refund calls, UK'],
    ['1800 975 711', 'pop-up, Australia'],
    ['0221 4710 961', 'pop-up and refund calls, Germany'],
    [phones.callbackEs, 'pop-up and messages, Spain'],
    [phones.premisesIn, 'landline all of them are forwarded to'],
    [phones.handlerOne, `handler, signs as “${people.mehta}”`],
    [phones.handlerTwo, 'handler, signs as “R.K.”'],
  ];
  return [
    `Numbers used against customers. National numbers as the victims wrote them. ${mark}`,
    '',
    ...rows.map(([number, note]) => `${number.padEnd(22)}${note}`),
    '',
  ].join('\n');
}

function whois(): string {
  return `% WHOIS answer kept by the desk on 2025-03-15T08:02:11Z
% ${mark}

Domain Name: ${domains.support.toUpperCase()}
Registry Domain ID: EX-0417-EXAMPLE
Registrar WHOIS Server: whois.registrar.example
Registrar URL: https://registrar.example
Updated Date: 2025-02-19T06:41:07Z
Creation Date: 2025-02-19T06:38:52Z
Registry Expiry Date: 2026-02-19T06:38:52Z
Registrar: Fictive Names Registrar (fictional)
Registrar Abuse Contact Email: abuse@registrar.example
Registrar Abuse Contact Phone: +1.2025550120
Domain Status: clientTransferProhibited https://icann.example/epp#clientTransferProhibited
Registrant Name: R Kalpit
Registrant Organization: ${centres.two}
Registrant Street: Plot 00, Kalpit Marg, Sector 999
Registrant City: Gurugram
Registrant State/Province: Haryana
Registrant Country: IN
Registrant Phone: +91.5000001002
Registrant Email: ${mailboxes.operations}
Name Server: NS1.BULK.EXAMPLE
Name Server: NS2.BULK.EXAMPLE
DNSSEC: unsigned
>>> Last update of WHOIS database: 2025-03-15T08:02:11Z <<<
`;
}

function lockedPage(): string {
  return `<!doctype html>
<!-- Saved from https://${domains.support}/alert/locked.html on 2025-03-12T17:20:44Z. ${mark}.
     Script taken out before sharing; the address of its file is left as text. -->
<html lang="en">
<head>
<meta charset="utf-8">
<title>Security notice (1)</title>
<style>
body { margin: 0; background: #0b4a63; color: #fff; font-family: sans-serif }
main { max-width: 40rem; margin: 6rem auto; background: #fff; color: #222; border-radius: 8px }
h1 { margin: 0; padding: 1rem 1.5rem; background: #c62828; color: #fff; font-size: 1.4rem }
p { padding: 0 1.5rem } .number { font-size: 2.6rem; color: #c62828; font-weight: bold }
footer { padding: 1rem; text-align: center; font-size: .8rem }
</style>
</head>
<body>
<main>
<h1>YOUR COMPUTER IS LOCKED</h1>
<p>Nordhaven Shield has blocked this computer because it sent your passwords and banking details to an unknown server. Error code NH-0417.</p>
<p>Call Nordhaven technicians now (toll free):</p>
<p class="number">${phones.tollFreeUs}</p>
<form action="https://${domains.support}/key" method="post">
<p><label>Technician key <input name="key" disabled></label></p>
</form>
<p>[script src: https://${domains.support}/js/siren.js, removed]</p>
</main>
<footer>${mark}</footer>
</body>
</html>
`;
}

function nameRecords(): string {
  const seen = (name: string, type: string, value: string, first: string, last: string) => ({
    name,
    type,
    value,
    firstSeen: first,
    lastSeen: last,
  });
  return `${JSON.stringify(
    {
      notice,
      source: 'Passive DNS of the Example Sensor Network (fictional)',
      queriedAt: '2025-11-03T14:00:00Z',
      observations: [
        seen(domains.support, 'A', ips.popup, '2025-02-19T07:10:00Z', '2025-08-12T14:00:00Z'),
        seen(domains.support, 'AAAA', ips.six, '2025-03-01T00:20:00Z', '2025-08-12T14:00:00Z'),
        seen(domains.alert, 'A', ips.popup, '2025-04-28T11:02:00Z', '2025-09-05T18:11:00Z'),
        seen(domains.secure, 'A', ips.popup, '2025-06-20T05:44:00Z', '2025-10-30T22:08:00Z'),
        seen(domainToASCII(domains.german), 'A', ips.popup, '2025-07-10T06:00:00Z', '2025-11-02T20:15:00Z'),
        seen(domains.refund, 'A', ips.refund, '2025-08-01T09:30:00Z', '2025-11-03T13:55:00Z'),
        seen(domains.orders, 'CNAME', domains.refund, '2025-09-12T10:00:00Z', '2025-11-03T13:55:00Z'),
        seen(domains.remote, 'A', ips.dialler, '2025-02-25T12:12:00Z', '2025-11-01T08:40:00Z'),
        seen(domains.centre, 'MX', `mail.${domains.centre}`, '2024-09-02T05:00:00Z', '2025-11-03T13:55:00Z'),
      ],
    },
    null,
    2,
  )}\n`;
}

function transcript(): string {
  return `Transcript of 2025-06-18-pop-up-call.wav, typed by Siân Prydderch. ${mark}
Recording begins 14:24:40, Europe/London. The recording here is spoken by a speech synthesiser.

[00:00] (ringing tone)
[00:04] CALLER:  Hello? My computer says I have to ring you.
[00:07] AGENT:   Thank you for calling Nordhaven. My name is Jennifer. Do not switch off the computer.
[00:12] CALLER:  Is my money safe?
[00:14] AGENT:   Open ${domains.remote} and tell me the nine numbers.
[00:19] CALLER:  Zero, zero, zero. Five, five, one. Two, zero, nine.
[00:24] AGENT:   This recording is an example. It is fictional.

(The agent is later heard to say to someone beside her: “आरव सर, बैंक लॉगिन मिल गया” – “Aarav sir, I have the bank login”. That part, from 14:51, is on the original stick only.)
`;
}

/** A messenger's group export as an Android telephone writes it, day first, in the zone of the telephone. */
function handlerGroup(): string {
  const line = (time: string, who: string, text: string): string => `${time} - ${who}: ${text}`;
  return [
    `18/02/2025, 10:02 - ${mark}`,
    '18/02/2025, 10:02 - Messages and calls are end-to-end encrypted.',
    line('18/02/2025, 10:05', people.mehta, 'नया साइट कल लाइव होगा। नाम: Nordhaven.'),
    line('18/02/2025, 10:06', people.kalpit, `${domains.support} कल सुबह register करूँगा`),
    line('11/03/2025, 23:58', people.mehta, 'Boise party 9900 done. Second 8500 on 13th. अच्छा काम 👏'),
    line('22/04/2025, 22:31', people.kalpit, 'Canada 9300 aa gaya. फ्रेंच वाली बहुत डरी हुई थी।'),
    line('14/05/2025, 06:55', people.agent, 'Sir AU customer बहस कर रहा है, transfer करूँ?'),
    line('14/05/2025, 06:57', people.kalpit, 'मुझे दो'),
    line(
      '05/06/2025, 20:40',
      people.mehta,
      'Ohio: cash 22000. Dalton pickup tomorrow 1 pm, password Kestrel.',
    ),
    line('06/06/2025, 22:44', people.mehta, '<Media omitted>'),
    line('18/06/2025, 20:05', people.mehta, 'UK 7950, Lorna. Bank ने 2100 रोक दिया।'),
    line('21/07/2025, 15:30', people.kalpit, 'Germany 15600 received LT. Kestutis is at the machine.'),
    line('21/07/2025, 15:31', people.kalpit, `सब इसमें डालो: ${wallets.bitcoinLegacy}`),
    line('04/09/2025, 05:40', people.agent, `AU BTM: ${wallets.bitcoinSegwit}`),
    line(
      '07/10/2025, 22:10',
      people.mehta,
      'अब Meridane वाला script चलाओ: double charge, refund, gift card.\nसबको नया script पढ़ना है।',
    ),
    line('03/11/2025, 19:00', people.mehta, 'This message was deleted'),
    '',
  ].join('\n');
}

/** A former agent writes to the company, in Hindi. */
function whistleBlower(): string {
  return `${mark}
From the web form “Report abuse of our name”, 2025-11-02 21:14 Asia/Kolkata. Name withheld at the sender's wish (W-2).

मैं ${centres.oneLocal} में फ़रवरी से सितंबर 2025 तक काम करती थी। पता: ${centres.oneAddressLocal}।

वहाँ लगभग 45 लोग रात की पाली में बैठते हैं। ${people.mehta} मैनेजर हैं और ${people.kalpit} साइट और पैसे का काम देखते हैं। हमें “Jennifer Watson” और “Mr. Roy” जैसे नाम दिए जाते थे। ग्राहक के कंप्यूटर पर ${remoteTool} चलाया जाता था।

मेरे पास स्क्रिप्ट की फ़ोटो और उपस्थिति रजिस्टर की प्रति है। मैं पुलिस को बयान देने के लिए तैयार हूँ।

--- English reading by Nordhaven's desk, not a certified translation ---
I worked at ${centres.one} from February to September 2025. Address: ${centres.oneAddress}.
About 45 people sit there in the night shift. ${people.mehtaLatin} is the manager; ${people.kalpitLatin} looks after sites and money. We were given names such as “Jennifer Watson” and “Mr. Roy”. ${remoteTool} was run on the customer's computer.
I have photographs of the script and a copy of the attendance register. I am ready to make a statement to the police.
`;
}

function agreement(): string {
  return `JOINT REFERRAL AND SHARING AGREEMENT (extract)
${mark}

Between Nordhaven Software, Inc. (fictional), 100 Compass Way, Portland, Oregon, and Meridane Retail plc (fictional), 1 Sample Yard, Leeds.
Signed 27 October 2025.

1. Purpose. One joint criminal referral concerning the call centres that speak in both names.
2. What is shared. Complaints, call records, payment records, infrastructure. Marking TLP:AMBER unless a record is marked higher.
3. Onward. Each party may pass what it received to law enforcement in India and the United States. Anything else needs the other party's consent in writing.
4. Exception. The customer of ticket MR-8839 refused onward sharing of his name; Meridane keeps the name, Nordhaven sees country and amount.
5. Contacts. Nordhaven: Ingrid Solheim-Castellanos, referrals@nordhaven.example, +1 503-555-0110. Meridane: Oluwaseun Adébáyò, referrals@meridane.example, +44 113 496 0110.
`;
}

export function writePapers(): Map<string, Buffer> {
  return new Map(
    Object.entries({
      'infrastructure/domains.txt': domainList(),
      'infrastructure/phones.txt': phoneList(),
      'infrastructure/whois-nordhaven-support.txt': whois(),
      'infrastructure/locked-page.html': lockedPage(),
      'infrastructure/name-records.json': nameRecords(),
      'calls/2025-06-18-pop-up-call-transcript.txt': transcript(),
      'chats/handler-group.txt': handlerGroup(),
      'chats/former-agent-report.txt': whistleBlower(),
      'partner/joint-referral-agreement.txt': agreement(),
    }).map(([path, text]) => [path, Buffer.from(text, 'utf8')]),
  );
}
