import { readFileSync } from 'node:fs';
import { accounts, domains, ips, mailboxes, mark, people, phones, victimOf, wallets } from './facts.ts';
import { printedIban } from './identifiers.ts';
import { type Attachment, type Message, mailDate, writeMailbox, writeMessage } from './mail.ts';

const abuseDesk = { name: 'Nordhaven Abuse Desk', address: 'abuse@nordhaven.example' };
const customerCare = { name: 'Meridane Customer Care', address: 'care@meridane.example' };

const picture = (folder: string, path: string, name: string): Attachment => ({
  name,
  type: path.endsWith('.jpg') ? 'image/jpeg' : 'image/png',
  content: readFileSync(`${folder}/${path}`),
});

/** Two hops: the sender's provider in the sender's zone, the company's exchanger in UTC. */
function route(from: string, iso: string, exchanger: string): Message['hops'] {
  const domain = from.split('@')[1] ?? '';
  const utc = `${new Date(Date.parse(iso)).toISOString().slice(0, 19)}+00:00`;
  return [
    { from: `out3.mail.${domain}`, ip: '198.51.100.140', by: exchanger, date: mailDate(utc, 6) },
    { from: `home.${domain}`, ip: '203.0.113.200', by: `out3.mail.${domain}`, date: mailDate(iso, 2) },
  ];
}

type Letter = Pick<Message, 'subject' | 'text'> &
  Partial<Pick<Message, 'html' | 'charset' | 'encoding' | 'attachments'>>;

function complaint(key: string, letter: Letter, to = abuseDesk): Message {
  const { name, fields, complained } = victimOf(key);
  const address = fields.email ?? '';
  const exchanger = `mx1.${to.address.split('@')[1]}`;
  return {
    from: { name: name.replaceAll('“', '"').replaceAll('”', '"'), address },
    to,
    date: mailDate(complained),
    hops: route(address, complained, exchanger),
    authentication: 'pass',
    ...letter,
    text: `${letter.text}\n\n-- \n${letter.charset === 'iso-8859-1' ? mark.replace('–', '-') : mark}\n`,
  };
}

function complaints(folder: string): [path: string, message: Message][] {
  const of = (key: string): string => victimOf(key).complaint;
  return [
    [
      of('victim-us-thornbury'),
      complaint('victim-us-thornbury', {
        subject: 'Someone pretending to be Nordhaven took $18,400 from me',
        text: `To whom it may concern,

On Tuesday March 11, about 2:20 in the afternoon, my screen went blue and a loud voice said my computer was locked. The address at the top was ${domains.support}. It said to call Nordhaven at ${phones.tollFreeUs}, so I did. I have used Nordhaven Desktop for nine years and had no reason to doubt it.

A lady who called herself ${people.agentAlias} had me install something called DeskReach. She showed me "hackers" in a black window. Then a Mr. Mehta from the "banking security floor" came on. He said my savings had to be moved to a safe account while they caught the thief, and stayed on the phone while I drove to the credit union.

March 11, 3:45 pm: wire of $9,900.00, reference FED-20250311-EX0417
March 13, 11:05 am: wire of $8,500.00, reference FED-20250313-EX0022
Both went to ${people.pruvost}, account ${accounts.us}.

My grandson saw the picture I attach and told me. The credit union got the second wire back on March 19. The first is gone.

They called again yesterday from ${phones.callbackUs}. I hung up.

Margaret Thornbury
(208) 555-0142`,
        attachments: [picture(folder, 'screenshots/us-locked-computer.png', 'my screen March 11.png')],
      }),
    ],
    [
      of('victim-us-penaranda'),
      complaint('victim-us-penaranda', {
        subject: 'Fraude / fraud with gift cards – José Peñaranda',
        text: `Buenas noches, good evening,

I write in English but you may answer in Spanish.

On March 27 at 6:02 pm a man called from ${phones.callbackUs} and said my Nordhaven licence was “expired in the server” and that a refund of $320 was waiting. I gave him access with DeskReach (my number was 000 218 334). He opened my bank page, the screen went black, and when it came back he said he had typed 3,200 by mistake and would lose his job.

He told me to buy gift cards to give the money back. I bought six Meridane cards, $3,200.00 in total, at 7:36 pm, and read the numbers to him on the telephone. Receipt number 0417-2210; my photo is attached.

The only other thing I know: he wrote to me from ${mailboxes.billing} while we spoke.

José Antonio Peñaranda Íñiguez
El Paso, Texas – 915-555-0117`,
        attachments: [picture(folder, 'screenshots/us-gift-card-receipt.jpg', 'recibo – tarjetas.jpg')],
      }),
    ],
    [
      of('victim-us-whitcombe'),
      complaint('victim-us-whitcombe', {
        subject: 'My aunt gave $22,000 in cash to a courier',
        encoding: '8bit',
        text: `Hello,

I am writing for my aunt, Dolores Whitcombe, 84, of Columbus, Ohio. She is next to me and has read this.

Thu June 5, 10:15 am   Blue warning on her computer, siren noise. She dialed ${phones.tollFreeUs}.
10:30 am               They were on her computer through DeskReach. A "Mr. Roy" told her that her bank
                       manager was part of the ring and that she must not tell anyone.
Fri June 6, 11:40 am   She took out $22,000.00 at the branch (slip 88-0141). The teller asked; she said
                       it was for a kitchen, as she had been told to.
1:10 pm                A man in a gray sedan came to the door. He knew the password "Kestrel". She gave
                       him the money in a shoebox. Door camera: tall, forties, cap. He called himself Dalton.

We told the Columbus police on June 7; their number is FICT-25-06-0771.

She does not want anybody else to go through this. You may use her name with the police.

Her telephone: (614) 555-0163`,
      }),
    ],
    [
      of('victim-gb-prydderch'),
      complaint('victim-gb-prydderch', {
        subject: 'Bank transfer after Nordhaven pop-up, 18 June – urgent',
        text: `Dear Nordhaven,

Yesterday, 18 June, at 14:22 a page on ${domains.alert} filled my screen and gave the number ${phones.freephoneGb}. I rang. By 14:35 a “${people.agentAlias}” had control of my laptop. She said a refund would be “verified by reverse transfer”.

At 15:31 I sent £7,950.00 to ${people.vickers}, IBAN ${printedIban(accounts.gb)}. My bank warned me the name did not match; she told me to press continue.

I rang the bank at 16:00. They stopped £2,100.00, which is back in my account.

I record my calls because of my work, so I have the start of the conversation as a sound file and I have typed it up. You are getting both on a stick. Attached: the bank’s confirmation, and the list of calls from my telephone.

Yn gywir,
Siân Prydderch
Caerdydd / Cardiff, 029 2018 0416`,
        attachments: [
          picture(folder, 'screenshots/gb-transfer-receipt.png', 'payment confirmation.png'),
          {
            name: 'galwadau 18 Mehefin.csv',
            type: 'text/csv; charset=utf-8',
            content: Buffer.from(
              `# ${mark}\r\nTime,Direction,Number,Seconds\r\n18/06/2025 14:24,out,${phones.freephoneGb},4061\r\n18/06/2025 16:00,out,+44 808 157 0100,1312\r\n18/06/2025 17:45,in,${phones.londonGb},0\r\n`,
              'utf8',
            ),
          },
        ],
      }),
    ],
    [
      of('victim-gb-macgillebhrath'),
      complaint('victim-gb-macgillebhrath', {
        subject: 'Renewal invoice I never ordered',
        charset: 'iso-8859-1',
        text: `Hello,

The invoice below came this morning. I rang ${phones.londonGb} to cancel. They took my card (4111 11** **** 1111) "to verify" and charged £1,299.99 at 12:18. My card company has refunded all of it today.

They also had me open ${domains.secure} but I stopped when it asked for my online banking password.

Alasdair MacGilleBhràth
07700 900287`,
        html: `<!doctype html><html><body style="font-family:sans-serif">
<p>Hello,</p>
<p>The invoice below came this morning. I rang <b>${phones.londonGb}</b> to cancel. They took my card (4111&nbsp;11**&nbsp;****&nbsp;1111) "to verify" and charged <b>£1,299.99</b> at 12:18. My card company has refunded all of it today.</p>
<p>They also had me open ${domains.secure} but I stopped when it asked for my online banking password.</p>
<p>Alasdair MacGilleBhràth<br>07700 900287</p>
<hr>
<blockquote><p><b>From:</b> Nordhaven Billing &lt;${mailboxes.billing}&gt;<br><b>Sent:</b> Wed, 2 Jul 2025 10:58:40 +0530</p>
<table border="1" cellpadding="6"><tr><td>Nordhaven Shield Total, 3 years</td><td>£1,299.99</td></tr></table>
<p>To cancel within 24 hours call ${phones.londonGb}.</p></blockquote>
<p><small>EXAMPLE - fictional</small></p>
</body></html>
`,
      }),
    ],
    [
      of('victim-gb-featherstonehaugh'),
      complaint('victim-gb-featherstonehaugh', {
        subject:
          'A person claiming to speak for Meridane Retail and for yourselves, and the sum of £640, concerning which I should be grateful for an early answer',
        text: `Dear Sirs,

On Wednesday last, the 20th of August, at five minutes past four, I was telephoned from ${phones.londonGb} by a gentleman who said that Meridane Retail had charged me twice for a garden chair and that Nordhaven’s “secure refund desk” would see to it. He was most courteous.

He directed me to ${domains.refund} and, on my saying that the form would not accept a surname of fifty letters, laughed and transferred £640.00 himself while I watched, at eight minutes to five, to a Mrs Vickers-Sample. I had believed it would travel in the opposite direction.

My bank declines to return it as I “authorised” it.

I remain, &c.,
Wilhelmina Anastasia Theodora Featherstonehaugh-Cholmondeley-Marjoribanks
020 7946 0733`,
      }),
    ],
    [
      of('victim-au-tallowood'),
      complaint('victim-au-tallowood', {
        subject: 'Scammed through remote access, $12,750.50',
        encoding: 'base64',
        text: `G'day,

14 May, about quarter to ten in the morning (Newcastle time), Nordhaven warning on the screen, ${domains.alert}. Rang ${phones.freephoneAu}. Bloke had me download DeskReach from ${domains.remote} and click Accept. Screenshot attached, I took it before he blacked the screen.

He said crooks were in my super account and moved $12,750.50 to a "holding account", BSB/account ${accounts.au}, at 11:20. Reference PAY-EX-884120. I signed off on it on my phone because he told me it was a cancel code.

Bank froze $3,000.00 of it the next day and gave it back.

When I argued he put on his boss, said his name was Rohan and the office was in "Bombay, not that you'll ever find it".

Bruce Tallowood, 0491 570 156`,
        attachments: [picture(folder, 'screenshots/au-remote-access-consent.png', 'deskreach.png')],
      }),
    ],
    [
      of('victim-au-nguyen'),
      complaint('victim-au-nguyen', {
        subject: 'Tôi bị lừa qua máy đổi tiền mã hóa / crypto machine scam',
        encoding: 'base64',
        text: `Kính gửi Nordhaven,

Tối ngày 3 tháng 9 năm 2025, lúc 20:31, máy tính của tôi hiện trang ${domains.alert} và yêu cầu gọi ${phones.freephoneAu}. Họ nói tài khoản ngân hàng của tôi liên quan đến rửa tiền.

Sáng hôm sau, 10:02, họ hướng dẫn tôi nạp 2.480 đô la Úc vào máy đổi tiền mã hóa, ví:
${wallets.bitcoinSegwit}

In English: on 3 September at 8:31 pm a Nordhaven page told me to call. The next morning at 10:02 I put AUD 2,480.00 into a crypto machine in Footscray, to the wallet above. They stayed on my mobile all night so I could not call my daughter.

Nguyễn Thị Ánh Tuyết
(03) 5550 0134`,
      }),
    ],
    [
      of('victim-ca-lachapelle'),
      complaint('victim-ca-lachapelle', {
        subject: 'Plainte : faux technicien Nordhaven, virement de 9 300 $',
        charset: 'iso-8859-1',
        text: `Madame, Monsieur,

Le 22 avril 2025 à 13 h 07, une page bleue a bloqué mon ordinateur (${domains.support}). J'ai composé le ${phones.tollFreeUs}. On m'a passé un technicien qui parlait un français approximatif, puis "Jennifer".

À 14 h 40, j'ai envoyé 9 300,00 $ CA par virement au compte ${accounts.ca}. Une employée de ma succursale, Mme al-Haddad, m'a demandé si quelqu'un me dictait mes réponses. J'ai répondu que non. J'ai honte, mais c'est pourquoi je vous écris: qu'on ne blâme pas cette dame.

Référence du virement: VIR-EX-20250422-19.

Geneviève Lachapelle-Bélanger
Québec, 418-555-0128`,
      }),
    ],
    [
      of('victim-de-mueller'),
      complaint('victim-de-mueller', {
        subject: 'Strafanzeige: angeblicher Nordhaven-Support, 15.600,00 Euro',
        charset: 'iso-8859-1',
        text: `Sehr geehrte Damen und Herren,

am 21. Juli 2025 gegen 10:33 Uhr erschien auf meinem Rechner die Seite ${domains.german} (mit "ä"!) mit der Meldung, mein Gerät sei gesperrt. Ich rief die Nummer ${phones.cologneDe} an.

Der Anrufer schaltete sich über DeskReach auf. Um 11:56 Uhr wurde von meinem Konto ${printedIban(accounts.mueller)} ein Betrag von 15.600,00 EUR an ${people.pavyzdys.replace('ę', 'e')}, IBAN ${printedIban(accounts.lt)}, überwiesen. Die TAN habe ich durchgegeben, weil es hieß, damit werde die Buchung storniert.

Ich habe am selben Tag Anzeige bei der Polizei Köln erstattet (Vorgang FICT-2025-K-3310) und bitte Sie um Unterstützung.

Mit freundlichen Grüßen
Jürgen Müller
Köln, Tel. 0221 4710 381`,
      }),
    ],
    [
      of('victim-es-nunez'),
      complaint('victim-es-nunez', {
        subject: 'Denuncia por estafa: soporte técnico falso (5.420,75 €)',
        text: `Estimados señores:

El 6 de agosto de 2025, sobre las 19:11, me apareció un aviso de Nordhaven en la página ${domains.support}. Llamé al ${phones.callbackEs}. Un señor con acento extranjero entró en mi ordenador con DeskReach.

A las 20:40 se hizo una transferencia de 5.420,75 € a la cuenta ${printedIban(accounts.es)}, referencia TRF-EX-0806-5420. Me dijeron que era una «prueba de seguridad» y que el dinero volvería en 24 horas. No ha vuelto.

He denunciado los hechos (atestado FICT-2025-ZGZ-0914).

María del Carmen Núñez Ibáñez
Zaragoza, tel. +34 555 010 076`,
      }),
    ],
  ];
}

/** Written right to left: the statement of the bank employee who asked the right question. */
function witness(): Message {
  const address = 'layla.alhaddad@example.com';
  return {
    from: { name: people.haddad, address },
    to: abuseDesk,
    subject: 'إفادة شاهدة: تحويل مشبوه بقيمة 9300 دولار كندي – مثال خيالي',
    date: mailDate('2025-04-24T18:20:31-04:00'),
    hops: route(address, '2025-04-24T18:20:31-04:00', 'mx1.nordhaven.example'),
    authentication: 'pass',
    text: `السادة الكرام،

أنا ${people.haddad}، موظفة في فرع مصرف في مدينة كيبيك. في يوم 22 نيسان 2025 حوالي الساعة 14:30 حضرت السيدة Geneviève Lachapelle-Bélanger لتحويل مبلغ 9300 دولار كندي. كان هاتفها مفتوحًا في حقيبتها وسمعت صوتًا يملي عليها الأجوبة بالإنجليزية. سألتها إن كان أحد يوجّهها فقالت لا.

سجّلت الرقم الذي ظهر على شاشة هاتفها: ${phones.callbackUs}

In English, for the file: the call was still open in her bag and I heard a voice dictate her answers. I wrote down the number on the screen, given above.

${people.haddadLatin}

-- 
${mark}
`,
  };
}

/** The lure itself, as the scam network sent it. */
function lure(): Message {
  const to = { name: 'Alasdair', address: 'alasdair.macg@example.net' };
  return {
    from: { name: 'Nordhaven Billing', address: mailboxes.billing },
    replyTo: { name: 'Renewals', address: mailboxes.operations },
    to,
    subject: 'Your Nordhaven Shield renewal – £1,299.99 charged today [NH-0417-20931]',
    date: mailDate('2025-07-02T10:58:40+05:30'),
    hops: [
      {
        from: 'smtp.bulk.example',
        ip: ips.dialler,
        by: 'mx.example.net',
        date: mailDate('2025-07-02T05:28:51+00:00'),
      },
      {
        from: 'desk-14.lan.invalid',
        ip: ips.six,
        by: 'smtp.bulk.example',
        date: mailDate('2025-07-02T10:58:44+05:30'),
      },
    ],
    authentication: 'fail',
    extra: [
      ['X-Mailer', 'BulkFictive 2.4'],
      ['X-Originating-IP', `[${ips.popup}]`],
    ],
    text: `Dear customer, your subscription Nordhaven Shield Total (3 years) was renewed. Amount: GBP 1,299.99. If you did not authorise this, call ${phones.londonGb} within 24 hours.\n\n${mark}\n`,
    html: `<!doctype html><html><head><meta charset="utf-8"><title>Renewal</title></head><body style="margin:0;background:#eef1f5;font-family:Arial,sans-serif">
<!-- ${mark}. The remote picture and the link below lead nowhere: .example is reserved by RFC 2606. -->
<table width="560" align="center" cellpadding="0" cellspacing="0" style="background:#fff">
<tr><td style="background:#0b5d7a;color:#fff;padding:20px;font-size:22px">Nordhaven Shield</td></tr>
<tr><td style="padding:24px"><p>Dear customer,</p><p>your subscription <b>Nordhaven Shield Total (3 years)</b> was renewed.</p>
<p style="font-size:28px"><b>£1,299.99</b></p>
<p>If you did not authorise this, call <b>${phones.londonGb}</b> within 24 hours or visit
<a href="https://${domains.secure}/cancel?id=NH-0417-20931">nordhaven.example/cancel</a>.</p></td></tr>
<tr><td style="padding:24px;color:#777;font-size:12px">${mark}</td></tr></table>
<img src="https://${domains.support}/open.gif?u=20931" width="1" height="1" alt="">
</body></html>
`,
  };
}

function mailbox(): Buffer {
  const entry = (key: string, letter: Letter, mboxDate: string) => {
    const message = complaint(key, letter, customerCare);
    return { sender: message.from.address, date: mboxDate, message: writeMessage(message) };
  };
  return writeMailbox([
    entry(
      'victim-ca-gillmore',
      {
        subject: 'Your refund team made me buy gift cards',
        text: `Hi,

Got a text on Oct 7 at 12:26: "Meridane refund pending, call ${phones.callbackUs}". Called. They took me to ${domains.orders}, then said they overpaid me and I owed them.

From 2:55 pm I bought nine of your own gift cards, CAD 4,150.00 total. The store blocked one worth CAD 500.00 and refunded it.

The chat window they used said "NH-Support-07". Is that even you?

Tanvir Gillmore, 416-555-0191`,
      },
      'Wed Oct  8 22:14:22 2025',
    ),
    entry(
      'victim-de-grossmann',
      {
        subject: 'Doppelte Abbuchung / angebliche Rückerstattung 899,00 €',
        text: `Guten Tag,

am 13.10.2025 um 17:45 Uhr rief mich jemand unter ${phones.cologneDe} an und sprach von einer doppelten Abbuchung zu meiner Bestellung EX-20931. Ich sollte meine Karte auf ${domains.refund} „bestätigen“. Um 18:09 Uhr wurden 899,00 € belastet. Die Kartenbank hat den Betrag inzwischen vollständig erstattet.

Woher kannte der Anrufer meine Bestellnummer?

Käthe Großmann-Öztürk
Berlin, 030 23125 274`,
      },
      'Tue Oct 14 06:20:10 2025',
    ),
    entry(
      'victim-es-etxeberria',
      {
        subject: 'Me han estafado en vuestro nombre – 2.000 € en cripto',
        encoding: 'base64',
        text: `Hola:

El 20 de octubre a las 11:15 recibí un mensaje «Meridane: reembolso retenido» con el teléfono ${phones.callbackEs}. Me dijeron que para desbloquear el reembolso debía enviar 2.000,00 € en ether a

${wallets.ethereum}

Lo envié a las 12:48. No quiero que mi nombre se comparta con otras empresas.

Iñaki Etxeberria Goñi
Bilbao, +34 555 010 081`,
      },
      'Tue Oct 21 07:33:08 2025',
    ),
  ]);
}

/** Every mail of the case by path. `folder` holds the pictures already drawn, which some of them carry. */
export function writeLetters(folder: string): Map<string, Buffer> {
  return new Map<string, Buffer>([
    ...complaints(folder).map(([path, message]): [string, Buffer] => [path, writeMessage(message)]),
    ['complaints/ca-2025-04-24-witness-bank.eml', writeMessage(witness())],
    ['lures/2025-07-02-renewal-invoice.eml', writeMessage(lure())],
    ['partner/meridane-complaints.mbox', mailbox()],
  ]);
}
